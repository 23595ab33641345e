#include "market/price_names.h"

#include <string.h>

/* Letters in lower case, digits, and bytes beyond ASCII. Names of one role stand in the order in
 * which they are preferred: names that say more first. */
static const struct {
    orth_role role;
    const char *names; /* between blanks */
} known[] = {
    {ORTH_ROLE_TIME_OPEN,
     "timeperiodstart timeopen opentime opentimestamp opentimems klineopentime starttime "
     "starttimestamp startat periodstart windowstart candlestart candlestarttime candlebegintime "
     "barstart begin begintime bucket bucketstart starttimeutc opentimeutc start"},
    {ORTH_ROLE_TIME,
     "unix unixtime unixtimestamp unixms unixtimestampms unixtimems epoch epochtime epochms "
     "timestampms timestampsec mts ts snappedat timestamp timestamputc datetime datetimeutc "
     "dateandtime datetimegmt gmttime utctime localtime timeutc time blocktime blocktimestamp "
     "evtblocktime dt date dateutc tradedate tradingday dtyyyymmdd yyyymmdd datum data fecha day "
     "week month hour minute period uhrzeit zeit t index unnamed0 indexlevel0"},
    {ORTH_ROLE_TIME_CLOSE,
     "timeperiodend timeclose closetime closetimestamp closetimems klineclosetime endtime "
     "endtimestamp endat periodend windowend candleend candleendtime barend closetimeutc "
     "endtimeutc end"},
    {ORTH_ROLE_OPEN,
     "open openprice priceopen openusd openeur opening openingprice firstprice first o "
     "er\xc3\xb6"
     "ffnung er\xc3\xb6"
     "ffn ouv apertura otwarcie"},
    {ORTH_ROLE_HIGH, "high highprice pricehigh highusd max maxprice h hoch haut tageshoch "
                     "najwyzszy maximo"},
    {ORTH_ROLE_LOW, "low lowprice pricelow lowusd min minprice l tief bas tagestief najnizszy "
                    "minimo"},
    {ORTH_ROLE_CLOSE,
     "close closelast closeprice priceclose closeusd closeeur closing closingprice schluss "
     "schlusskurs zamkniecie cierre cloture adjclose adjustedclose adjcloseprice closeadj "
     "c"},
    {ORTH_ROLE_VWAP, "vwap volumeweightedaverageprice weightedprice weightedaverage"},
    {ORTH_ROLE_PRICE,
     "price priceusd usdprice priceeur last lastprice rate value mid midprice mark markprice "
     "indexprice avgprice averageprice p zuletzt dernier ultimo kurs"},
    {ORTH_ROLE_MARKET,
     "symbol ticker tickersymbol tic pair tradingpair currencypair asset assetid assetsymbol coin "
     "coinid coinname coinsymbol crypto cryptoid cryptoname cryptosymbol cryptocurrency currency "
     "basecurrency token tokenid tokenname tokensymbol tokenaddress instrument instrumentid instid "
     "marketid product productid symbolid contract figi isin cusip"},
    {ORTH_ROLE_PLACE, "exchange venue interval timeframe per resolution granularity"},
    {ORTH_ROLE_APART, "market name slug source base uid series security type id"},
    {ORTH_ROLE_TRADE, "tradeid aggtradeid aggid isbuyermaker buyermaker isbestmatch side takerside "
                      "direction buysell tickdirection"},
    {ORTH_ROLE_OTHER,
     "volume vol volumeusd volumebtc volumecurrency quotevolume basevolume quoteassetvolume "
     "volumeccy amount qty quantity size turnover count trades tradecount tradescount "
     "numberoftrades numtrades transactions marketcap marketcaps marketcapusd totalvolume totalvolumes tvl tvlusd totalvaluelocked "
     "supply fdv mcap logreturn logreturns pctchange percentchange dailyreturn change changepct "
     "chg pct return returns target ignore takerbuyvolume takerbuyquotevolume "
     "takerbuybaseassetvolume takerbuyquoteassetvolume takerbuybase takerbuyquote tickvol spread "
     "openint openinterest dividends stocksplits splits confirm timehigh timelow rank "
     "circulatingsupply firsttradeid lasttradeid bid ask v n vw"},
};

static bool is_small(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_letter(char c)
{
    return is_small(c) || (c >= 'A' && c <= 'Z');
}

static void plain_name(char out[64], const char *name)
{
    size_t n = 0;
    for (; *name != '\0' && n + 1 < 64; name++) {
        unsigned char c = (unsigned char)*name;
        if (c >= 'A' && c <= 'Z')
            c = (unsigned char)(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80)
            out[n++] = (char)c;
    }
    out[n] = '\0';
}

bool orth_price_same_name(const char *a, const char *b)
{
    char x[64], y[64];
    plain_name(x, a);
    plain_name(y, b);
    return x[0] != '\0' && strcmp(x, y) == 0;
}

/* Whether a word stands in a name: between marks, or where small letters begin or end. */
static bool has_word(const char *name, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = name; *at != '\0'; at++) {
        if (strncasecmp(at, word, length) != 0)
            continue;
        bool begins = at == name || !is_letter(at[-1]) || (is_small(at[-1]) && !is_small(*at));
        bool ends = !is_letter(at[length]) || !is_small(at[length]);
        if (begins && ends)
            return true;
    }
    return false;
}

/* A name that is in no list: bar_end_time, candleStart, volume_24h. */
static orth_role guess_role(const char *name)
{
    static const char *const times[] = {"time", "timestamp", "date", "datetime", "ts"},
                             *const bars[] = {"bar", "candle", "period", "kline", "interval"};
    bool time = false;
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++)
        time = time || has_word(name, times[i]);
    for (size_t i = 0; i < sizeof bars / sizeof bars[0]; i++)
        time = time || has_word(name, bars[i]);
    if (time && (has_word(name, "close") || has_word(name, "end")))
        return ORTH_ROLE_TIME_CLOSE;
    if (time && (has_word(name, "open") || has_word(name, "start") || has_word(name, "begin")))
        return ORTH_ROLE_TIME_OPEN;
    return has_word(name, "volume") || has_word(name, "vol") || has_word(name, "volumefrom") ||
                   has_word(name, "volumeto")
               ? ORTH_ROLE_OTHER
               : ORTH_ROLE_NONE;
}

orth_role orth_price_role(const char *name, size_t *rank)
{
    char plain[64];
    plain_name(plain, name);
    size_t length = strlen(plain), place = 0;
    for (size_t r = 0; length > 0 && r < sizeof known / sizeof known[0]; r++)
        for (const char *at = known[r].names; *at != '\0'; place++) {
            size_t word = strcspn(at, " ");
            if (word == length && memcmp(at, plain, length) == 0) {
                if (rank != NULL)
                    *rank = place;
                return known[r].role;
            }
            at += word + (at[word] == ' ');
        }
    if (rank != NULL)
        *rank = place + (size_t)(unsigned char)plain[0];
    return length > 0 ? guess_role(name) : ORTH_ROLE_NONE;
}

size_t orth_price_find_role(size_t width, const char *const *names, orth_role role, bool *again)
{
    size_t found = ORTH_NOWHERE, best = SIZE_MAX, rank;
    bool twice = false;
    for (size_t i = 0; i < width; i++) {
        if (orth_price_role(names[i], &rank) != role || rank > best)
            continue;
        twice = rank == best;
        if (rank < best) {
            best = rank;
            found = i;
        }
    }
    if (again != NULL)
        *again = twice;
    return found;
}
