#include "sweep/points_repair.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sweep/points_header.h"
#include "sweep/points_lock.h"

typedef struct damaged {
    uint64_t place, length;
} damaged;

typedef struct repair {
    int descriptor;
    const char *file;
    orth_scan scan;
    orth_line_room room;
    uint64_t good; /* the end of the last good line */
    uint64_t dropped;
    size_t count, most;
    damaged *bad; /* damaged lines, those behind the last good one included */
    orth_error *error;
} repair;

static orth_status fail(const repair *self, const char *doing)
{
    return orth_fail(self->error, ORTH_IO, "%s: cannot %s: %s", self->file, doing, strerror(errno));
}

static orth_status write_all(const repair *self, int descriptor, const char *text, size_t length,
                             uint64_t place)
{
    while (length > 0) {
        ssize_t written = pwrite(descriptor, text, length, (off_t)place);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return fail(self, "write");
        text += written;
        length -= (size_t)written;
        place += (uint64_t)written;
    }
    return ORTH_OK;
}

static orth_status note_damaged(repair *self)
{
    if (self->count == self->most) {
        size_t most = self->most == 0 ? 16 : 2 * self->most;
        damaged *bad = realloc(self->bad, most * sizeof *bad);
        if (bad == NULL)
            return orth_fail_memory(self->error, (double)most * sizeof *bad);
        self->bad = bad;
        self->most = most;
    }
    self->bad[self->count++] = (damaged){self->scan.place, self->scan.end - self->scan.place - 1};
    return ORTH_OK;
}

static orth_status read_points(repair *self,
                               orth_status (*visit)(void *user, const orth_kept_point *point,
                                                    orth_error *error),
                               void *user)
{
    orth_kept_point point;
    for (orth_line_kind kind = ORTH_LINE_BLANK; kind != ORTH_LINE_END;) {
        orth_status status = orth_scan_next(&self->scan, &kind, self->error);
        self->dropped += kind == ORTH_LINE_BAD || kind == ORTH_LINE_TORN;
        if (status == ORTH_OK && kind == ORTH_LINE_BAD)
            status = note_damaged(self);
        if (status == ORTH_OK && kind == ORTH_LINE_GOOD) {
            self->good = self->scan.end;
            status = orth_point_scan(&point, &self->room, &self->scan, self->error);
            if (status == ORTH_OK && visit != NULL)
                status = visit(user, &point, self->error);
        }
        if (status != ORTH_OK)
            return status;
    }
    return ORTH_OK;
}

/* A line is never moved: a process that ends in here leaves lines that are good or still damaged.
 * What appends cannot write elsewhere than at the end, so this is done through a descriptor of its
 * own. */
static orth_status blank_out(const repair *self)
{
    static const char blanks[] = "                                                                ";
    int descriptor = -1;
    orth_status status = ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < self->count; i++) {
        uint64_t at = self->bad[i].place, end = at + self->bad[i].length;
        if (at >= self->good)
            break;
        if (descriptor < 0)
            descriptor = open(self->file, O_WRONLY | O_CLOEXEC);
        if (descriptor < 0)
            return fail(self, "open");
        for (size_t part; status == ORTH_OK && at < end; at += part) {
            part = end - at < sizeof blanks - 1 ? (size_t)(end - at) : sizeof blanks - 1;
            status = write_all(self, descriptor, blanks, part, at);
        }
    }
    if (descriptor >= 0)
        close(descriptor);
    return status;
}

static orth_status begin(repair *self, const orth_kept_header *header)
{
    char *line;
    size_t length;
    orth_status status = orth_header_line(&line, &length, header, self->error);
    if (status != ORTH_OK)
        return status;
    if (ftruncate(self->descriptor, 0) != 0)
        status = fail(self, "write");
    if (status == ORTH_OK)
        status = write_all(self, self->descriptor, line, length, 0);
    if (status == ORTH_OK && fsync(self->descriptor) != 0)
        status = fail(self, "sync");
    if (status != ORTH_OK && ftruncate(self->descriptor, 0) != 0)
        status = fail(self, "write"); /* a torn header, which the next process finds */
    free(line);
    self->good = length;
    if (status == ORTH_OK)
        orth_lock_sync_folder(self->file);
    return status;
}

static orth_status
go_on(repair *self, const orth_kept_header *found, const orth_kept_header *wanted,
      const char *remedy,
      orth_status (*visit)(void *user, const orth_kept_point *point, orth_error *error), void *user)
{
    if (found->shard != wanted->shard || found->shards != wanted->shards)
        return orth_fail(self->error, ORTH_BAD_INPUT,
                         "%s: its points are of shard %" PRIu64 " of %" PRIu64
                         "; permitted: shard %" PRIu64 " of %" PRIu64 ", as its name says",
                         self->file, found->shard, found->shards, wanted->shard, wanted->shards);
    self->good = self->scan.end;
    orth_status status = orth_kept_header_compare(found, wanted, self->file, remedy, self->error);
    if (status == ORTH_OK)
        status = read_points(self, visit, user);
    if (status == ORTH_OK && self->scan.end > self->good &&
        ftruncate(self->descriptor, (off_t)self->good) != 0)
        status = fail(self, "write");
    return status == ORTH_OK ? blank_out(self) : status;
}

orth_status orth_kept_repair(int descriptor, const char *file, const orth_kept_header *header,
                             const char *remedy,
                             orth_status (*visit)(void *user, const orth_kept_point *point,
                                                  orth_error *error),
                             void *user, uint64_t *end, uint64_t *dropped, orth_error *error)
{
    repair self = {.descriptor = descriptor, .file = file, .error = error};
    orth_kept_header found;
    bool has_header;
    orth_scan_begin(&self.scan, descriptor, file);
    orth_status status = orth_header_scan(&found, &has_header, &self.scan, header->kind, error);
    if (status == ORTH_OK)
        status =
            has_header ? go_on(&self, &found, header, remedy, visit, user) : begin(&self, header);
    if (has_header)
        orth_kept_header_free(&found);
    orth_scan_end(&self.scan);
    orth_line_room_free(&self.room);
    free(self.bad);
    *end = self.good;
    *dropped = self.dropped;
    return status;
}
