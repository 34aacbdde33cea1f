import type { Finding } from '../../base/finding.ts';
import { kanjiWithoutReading } from '../../base/ruby.ts';
import { type Outcome, outcomes } from '../guidance/index.ts';
import { timesOf } from './compile.ts';
import type { Plan, Programme, UnansweredStep } from './plan.ts';

/** A plan and the file that it was read from. */
export interface PlanFile {
  readonly plan: Plan;
  readonly where: string;
}

const fault = (code: string, where: string, message: string): Finding => ({
  severity: 'error',
  code: `follow-up.${code}`,
  where,
  message,
});

/** What is wrong with a pack's plans taken together. Each of them was read without a fault. */
export function checkFollowUp(programme: Programme, files: readonly PlanFile[], where: string): Finding[] {
  return [
    ...programmeFaults(programme, where),
    ...coverageFaults(programme, files, where),
    ...files.flatMap((file) => [
      ...nameFaults(file, files),
      ...timeFaults(programme, file),
      ...stepFaults(file),
      ...endFaults(file, files),
    ]),
  ];
}

function programmeFaults(programme: Programme, where: string): Finding[] {
  const findings: Finding[] = [];
  const { quietHours, windowMinutes, spreadMinutes, priority, tellAt } = programme;
  if (quietHours.from <= quietHours.until)
    findings.push(fault('quiet-hours', `${where}: quietHours`, 'They begin in the evening and end in the morning.'));
  if (spreadMinutes > windowMinutes)
    findings.push(
      fault('spread', `${where}: spreadMinutes`, 'Messages cannot leave after the window; make it smaller.'),
    );
  if (1440 % windowMinutes !== 0)
    findings.push(
      fault('window', `${where}: windowMinutes`, 'Windows fill a day without a rest: use 15, 20, 30 or 60.'),
    );
  if (!isAwake(programme, tellAt))
    findings.push(
      fault('night', `${where}: tellAt`, `${clock(tellAt)} and its window lie in the quiet hours; use the day.`),
    );
  for (const outcome of outcomes.filter((one) => !priority.includes(one)))
    findings.push(fault('priority', `${where}: priority`, `${outcome} is missing; say when its messages go.`));
  for (const outcome of new Set(priority.filter((one, at) => priority.indexOf(one) !== at)))
    findings.push(fault('priority', `${where}: priority`, `${outcome} stands twice; keep one.`));
  return findings;
}

/** Every outcome has one plan, or a reason for none. */
function coverageFaults(programme: Programme, files: readonly PlanFile[], where: string): Finding[] {
  const findings: Finding[] = [];
  for (const outcome of outcomes) {
    const [first, second] = files.filter(({ plan }) => plan.outcomes.includes(outcome));
    const reason = programme.withoutPlan[outcome];
    if (!first && reason === undefined)
      findings.push(
        fault(
          'no-plan',
          where,
          `No plan is for ${outcome}; name it in one, or say under withoutPlan why nobody follows it.`,
        ),
      );
    if (first && reason !== undefined)
      findings.push(
        fault('plan-and-none', first.where, `${outcome} has a plan and stands under withoutPlan; keep one.`),
      );
    if (first && second)
      findings.push(
        fault('two-plans', second.where, `${outcome} is for ${first.plan.id} too (${first.where}); keep one.`),
      );
  }
  const enrolled = files.filter(({ plan }) => plan.forEnrolled);
  if (enrolled.length !== 1)
    findings.push(
      fault(
        'enrolled',
        enrolled[1]?.where ?? where,
        `${enrolled.length} plans are for people enrolled by staff; mark one with forEnrolled.`,
      ),
    );
  return findings;
}

function nameFaults({ plan, where }: PlanFile, files: readonly PlanFile[]): Finding[] {
  const findings: Finding[] = [];
  const file = where.split('/').at(-1);
  if (file !== `${plan.id}.yaml`)
    findings.push(
      fault('name', `${where}: id`, `The plan ${plan.id} stands in ${file}; name the file ${plan.id}.yaml.`),
    );
  const bare = kanjiWithoutReading(plan.title.easy);
  if (bare.length > 0)
    findings.push(
      fault('reading', `${where}: title.easy`, `Kanji without a reading: ${bare.join('')}; write {毎朝|まいあさ}.`),
    );
  if (files.some((other) => other.plan !== plan && other.plan.id === plan.id && other.where < where))
    findings.push(fault('twice', `${where}: id`, `There are two plans ${plan.id}; rename one.`));
  return findings;
}

/** Windows lie in the day, in order, and do not overlap. */
function timeFaults(programme: Programme, { plan, where }: PlanFile): Finding[] {
  const findings: Finding[] = [];
  const times = timesOf(plan.rhythm);
  const at = `${where}: rhythm`;
  for (const time of times.filter((one) => !isAwake(programme, one))) {
    const { from, until } = programme.quietHours;
    const message = `${clock(time)} and its ${programme.windowMinutes} minutes reach into the quiet hours (${clock(from)}–${clock(until)}); use the day.`;
    findings.push(fault('night', at, message));
  }
  for (const [index, time] of times.entries()) {
    const before = times[index - 1];
    if (before !== undefined && time - before < programme.windowMinutes)
      findings.push(
        fault(
          'overlap',
          at,
          `${clock(time)} begins before the window of ${clock(before)} is over; sort, and leave room.`,
        ),
      );
  }
  const isOften = times.length > 1;
  const rests = 'everyDays' in plan.rhythm && plan.rhythm.restHours !== undefined;
  if (isOften !== rests)
    findings.push(
      fault('rest', at, 'restHours is for plans with several times a day, and they need it; set or drop it.'),
    );
  return findings;
}

/** Steps count up, and everything after the last question comes before the next one can push it away. */
function stepFaults({ plan, where }: PlanFile): Finding[] {
  const findings: Finding[] = [];
  const at = `${where}: withoutAnswer`;
  const steps = plan.withoutAnswer;
  for (const [index, step] of steps.entries()) {
    const before: UnansweredStep | undefined = steps[index - 1];
    if (before && step.misses <= before.misses)
      findings.push(
        fault('steps', at, `${step.misses} misses stand after ${before.misses}; count up, one step for each.`),
      );
    if (before && before.do === 'end')
      findings.push(fault('steps', at, 'Nothing comes after the end; take the step out.'));
    if (step.do === 'remind' && step.misses > index + 1)
      findings.push(
        fault('steps', at, `A reminder follows the message before it: ${index + 1}, not ${step.misses} misses.`),
      );
    if (step.do === 'slow' && 'everyDays' in plan.rhythm && step.everyDays <= plan.rhythm.everyDays)
      findings.push(fault('steps', at, `Every ${step.everyDays} days is no slower than the rhythm; make it rarer.`));
  }
  if (steps.filter((step) => step.do === 'remind').length > 2)
    findings.push(fault('steps', at, 'More than two reminders are nagging; keep two.'));
  if ('once' in plan.rhythm && steps.length > 0)
    findings.push(fault('steps', at, 'A plan that asks once has no next time; say what follows under followedBy.'));
  return findings;
}

/** Nobody is stuck: a plan ends by itself, by staff, by the person, or slows down; and what follows exists. */
function endFaults({ plan, where }: PlanFile, files: readonly PlanFile[]): Finding[] {
  const findings: Finding[] = [];
  const { ends, followedBy, withoutAnswer, rhythm } = plan;
  const hasTime = ends.afterDays !== undefined || ends.exposureDays !== undefined;
  const relents = withoutAnswer.some((step) => step.do === 'slow' || step.do === 'end');
  if ('once' in rhythm && !followedBy)
    findings.push(
      fault('no-end', `${where}: followedBy`, 'A plan that asks once names the plan that follows; add it.'),
    );
  if ('everyDays' in rhythm && !hasTime && !relents)
    findings.push(
      fault(
        'no-end',
        `${where}: ends`,
        'Without an answer this goes on for ever; give it afterDays, or a step that slows or ends.',
      ),
    );
  if (
    plan.milder === 'when-ended' &&
    'everyDays' in rhythm &&
    ends.cleanDays === undefined &&
    !ends.byRelease &&
    !hasTime
  )
    findings.push(
      fault('no-end', `${where}: ends`, 'Nobody who is well gets out of it; give it cleanDays or afterDays.'),
    );
  for (const name of new Set(followedBy ? [followedBy.atRisk, followedBy.otherwise] : [])) {
    const next = files.find((file) => file.plan.id === name);
    if (!next)
      findings.push(
        fault('next-unknown', `${where}: followedBy`, `There is no plan '${name}'; name one of this folder.`),
      );
    else if (next.plan.followedBy && (next.plan.followedBy.atRisk === plan.id || next.plan.id === plan.id))
      findings.push(
        fault('next-circle', `${where}: followedBy`, `${name} leads back to ${plan.id}; break the circle.`),
      );
  }
  const first = withoutAnswer.find((step) => step.do === 'board');
  if (first && plan.unreachable !== 'board')
    findings.push(
      fault(
        'unreachable',
        `${where}: unreachable`,
        'Staff hear of those who do not answer, so also of those who cannot: write board.',
      ),
    );
  return findings;
}

const isAwake = (programme: Programme, time: number): boolean =>
  time >= programme.quietHours.until && time + programme.windowMinutes <= programme.quietHours.from;

const clock = (time: number): string =>
  `${String(Math.floor(time / 60)).padStart(2, '0')}:${String(time % 60).padStart(2, '0')}`;

/** Outcomes that nobody follows, with the reason. */
export const unfollowed = (programme: Programme): readonly (readonly [Outcome, string])[] =>
  Object.entries(programme.withoutPlan) as [Outcome, string][];
