// The ranges of the schemas against include/orthant/limits.h: says each one that differs, and each
// limit below that no schema has.
import {readdirSync, readFileSync} from 'node:fs';

// Where in a schema a limit stands: a pattern of its file and JSON pointer.
const places = [
  ['ORTH_STEPS_MAX', /\/steps\/maximum$/],
  ['ORTH_TOKENS_MAX', /^scenario.*\/(tokens|weights\/anyOf\/\d)\/maxItems$/],
  ['ORTH_TOKENS_MIN', /^scenario.*\/tokens\/minItems$/],
  ['ORTH_WEIGHT_MIN', /\/weights\/anyOf\/1\/items\/minimum$/],
  ['ORTH_PRICE_MIN', /\/prices\/items\/anyOf\/1\/minimum$/],
  ['ORTH_PRICE_MAX', /\/prices\/items\/anyOf\/1\/maximum$/],
  ['ORTH_MONEY_MIN', /\/(value|size)\/anyOf\/1\/minimum$/],
  ['ORTH_MONEY_MAX', /\/(value|size|gas)\/anyOf\/1\/maximum$/],
  ['ORTH_EXPOSURE_MAX', /\/(update_cost|tracking)\/anyOf\/1\/maximum$/],
  ['ORTH_NOISE_RATIO_MAX', /\/noise_ratio\/anyOf\/1\/maximum$/],
  ['ORTH_NOISE_RATE_MAX', /\/noise\/properties\/rate\/anyOf\/1\/maximum$/],
  ['ORTH_NOISE_DEVIATION_MAX', /\/noise\/properties\/deviation\/anyOf\/1\/maximum$/],
  ['ORTH_BRANCHING_MAX', /\/noise\/properties\/branching\/anyOf\/1\/maximum$/],
  ['ORTH_DECAY_MAX', /\/noise\/properties\/decay\/anyOf\/1\/maximum$/],
  ['ORTH_FORGETTING_MIN', /\/noise\/properties\/decay\/anyOf\/1\/minimum$/],
  ['ORTH_FLOW_FACTOR_MAX', /\/flow_factor\/properties\/factor\/anyOf\/1\/maximum$/],
  ['ORTH_FLOW_MAX', /\/flow\/anyOf\/1\/maximum$/],
  ['ORTH_ELASTICITY_MAX', /\/elasticity\/anyOf\/1\/maximum$/],
  ['ORTH_ARRIVALS_MAX', /\/launch_(first_)?rate\/anyOf\/1\/maximum$/],
  ['ORTH_MONEY_MIN', /\/launch_money\/anyOf\/1\/minimum$/],
  ['ORTH_MONEY_MAX', /\/launch_money\/anyOf\/1\/maximum$/],
  ['ORTH_PRICE_MIN', /\/launch_(value|balance)\/anyOf\/1\/minimum$/],
  ['ORTH_PRICE_MAX', /\/launch_(value|balance|amount)\/anyOf\/1\/maximum$/],
  ['ORTH_NOISE_DEVIATION_MAX', /\/launch_deviation\/anyOf\/1\/maximum$/],
  ['ORTH_BLOCKS_PER_STEP_MAX', /\/blocks_per_step\/maximum$/],
  ['ORTH_PRICE_PATHS_MAX', /\/monte_carlo\/properties\/paths\/maximum$/],
  ['ORTH_SEED_MAX', /\/monte_carlo\/properties\/seed\/maximum$/],
  ['ORTH_BLOCK_TIME_MAX', /\/(block_time\/anyOf\/1|seconds|per_blocks)\/maximum$/],
  ['ORTH_START_TIME_MAX', /\/start_time\/maximum$/],
  ['ORTH_SWEEP_MAX', /^sweep\..*\/(points|count)\/maximum$/],
  ['ORTH_SWEEP_MAX', /^sweep\..*\/vary\/additionalProperties\/anyOf\/0\/maxItems$/],
  ['ORTH_SWEEP_PARAMETERS_MAX', /^sweep\..*\/maxProperties$/],
  ['ORTH_SWEEP_FIGURES_MAX', /^sweep\..*\/collect\/maxItems$/],
  ['ORTH_SEED_MAX', /^sweep\..*\/seed\/maximum$/],
  ['ORTH_SEED_MAX', /\/chain\/properties\/seed\/maximum$/],
  ['ORTH_RATE_MAX', /\/deviations\/items\/anyOf\/1\/maximum$/],
  ['ORTH_DRIFT_MAX', /\/rates\/items\/anyOf\/1\/maximum$/],
  ['ORTH_JUMP_MAX', /\/(jumps|jump_deviations)\/items\/anyOf\/1\/maximum$/],
  ['ORTH_JUMP_RATE_MAX', /\/many\/items\/anyOf\/1\/maximum$/],
  ['ORTH_MEAN_LENGTH_MAX', /\/mean_length\/anyOf\/1\/maximum$/],
  ['ORTH_PART_MIN', /\/(block_present|presence|sizing|active_share|minimum_weight|largest_move|trade_limit)\/anyOf\/1\/minimum$/],
  ['ORTH_PLAN_TOKENS_MAX', /^(plan|replay).*\/(tokens|weights|asked\/anyOf\/0)\/maxItems$/],
  ['ORTH_PLAN_TOKENS_MAX', /^plan-certificate.*\/tokens\/maximum$/],
  ['ORTH_DECIMAL_LENGTH_MAX', /decimal\/maxLength$/],
  ['ORTH_EXACT_DIGITS_MAX', /\/digits\/maximum$/],
];

const [header, folder] = process.argv.slice(2);
const limits = new Map();
for (const [, name, value] of readFileSync(header, 'utf8')
         .matchAll(/^#define (ORTH_\w+) ([-0-9.e]+)(?=\s)/gm))
  limits.set(name, Number(value));

let wrong = 0, compared = 0;
const seen = new Set();
function say(text) {
  console.log(text);
  wrong++;
}
function walk(value, pointer) {
  if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value))
      walk(inner, `${pointer}/${key}`);
    return;
  }
  for (const [name, pattern] of places) {
    if (!pattern.test(pointer))
      continue;
    seen.add(name);
    compared++;
    if (limits.get(name) !== value)
      say(`${pointer}: ${value}; ${name} is ${limits.get(name)}`);
  }
}
for (const file of readdirSync(folder))
  walk(JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')), file);
for (const [name] of places)
  if (!seen.has(name))
    say(`no schema has ${name}`);
console.log(`${compared} ranges compared`);
process.exit(wrong === 0 ? 0 : 1);
