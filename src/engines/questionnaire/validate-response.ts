import type { Finding } from '../../base/finding.ts';
import { enableWhenHolds, expectedOf, type Scalar } from './condition.ts';
import { extensionOf, extensionValue, refusedExtensions, urls } from './extensions.ts';
import {
  type FhirItem,
  type FhirQuestionnaire,
  type FhirResponseAnswer,
  type FhirResponseItem,
  heldValue,
  parseResponse,
} from './fhir.ts';
import { type ValueSets, valueSetsOf } from './options.ts';
import { valueFaults } from './validate-value.ts';

interface Check {
  readonly where: string;
  readonly valueSets: ValueSets;
  /** A response that is still being given may lack required answers. */
  readonly finished: boolean;
  readonly findings: Finding[];
}

/** The response items around the one in hand, innermost first: where the answers that enable it are looked for. */
type Scope = readonly (readonly FhirResponseItem[])[];

/**
 * Is this QuestionnaireResponse a valid answer to this Questionnaire? Structure, types, options, cardinalities, limits,
 * and what enableWhen allows, by the rules of FHIR R4; all item types and repeating groups, also those that this engine
 * does not ask. A value set that is not at hand gives a warning. Empty when there is nothing to say.
 * https://hl7.org/fhir/R4/questionnaireresponse.html#notes
 */
export function validateResponse(
  questionnaire: FhirQuestionnaire,
  json: unknown,
  where: string,
  valueSets: ValueSets = new Map(),
): readonly Finding[] {
  const parsed = parseResponse(json, where);
  if (!parsed.resource) return parsed.findings;
  const response = parsed.resource;
  // An adaptive questionnaire lies in its response, beside the value sets that it points to.
  const around = valueSetsOf(response, valueSets, where);
  const contained = valueSetsOf(questionnaire, around.valueSets, where);
  const findings: Finding[] = [...around.findings, ...contained.findings];
  const [canonical] = (response.questionnaire ?? '').split('|');
  if (canonical !== questionnaire.url && canonical !== `#${questionnaire.id}`) {
    report(findings, where, 'other-questionnaire', `It answers '${canonical}', not '${questionnaire.url}'.`);
  }
  const check: Check = {
    where,
    valueSets: contained.valueSets,
    finished: response.status === 'completed' || response.status === 'amended',
    findings,
  };
  const items = response.item ?? [];
  checkItems(questionnaire.item ?? [], items, [items], check);
  return findings;
}

function report(
  findings: Finding[],
  where: string,
  reason: string,
  message: string,
  severity: Finding['severity'] = 'error',
) {
  findings.push({ severity, code: `questionnaire.${reason}`, where, message });
}

/** Items of one level against their definitions. */
function checkItems(
  defined: readonly FhirItem[],
  given: readonly FhirResponseItem[],
  scope: Scope,
  check: Check,
): void {
  const byLinkId = new Map(defined.map((item) => [item.linkId, item]));
  let latest = -1;
  for (const { linkId } of given) {
    const item = byLinkId.get(linkId);
    const place = item ? defined.indexOf(item) : latest;
    if (!item) report(check.findings, at(check, linkId), 'unknown-question', 'There is no such item at this place.');
    else if (place < latest)
      report(check.findings, at(check, linkId), 'out-of-order', 'It stands before its turn.', 'warning');
    latest = Math.max(latest, place);
  }
  for (const item of defined)
    checkItem(
      item,
      given.filter(({ linkId }) => linkId === item.linkId),
      scope,
      check,
    );
}

const at = (check: Check, linkId: string): string => `${check.where}: ${linkId}`;

function checkItem(item: FhirItem, given: readonly FhirResponseItem[], scope: Scope, check: Check): void {
  const where = at(check, item.linkId);
  const fault = (reason: string, message: string) => report(check.findings, where, reason, message);
  const enabled = isEnabled(item, scope);
  const answers = given.flatMap((each) => each.answer ?? []);
  if (enabled === false) {
    if (given.some(holdsAnswer)) fault('not-enabled', 'It is answered, but its enableWhen does not hold.');
    return;
  }
  if (item.type === 'group' || item.type === 'display') {
    if (answers.length > 0) fault('wrong-type', `A ${item.type} has no answer.`);
    if (given.length > 1 && item.repeats !== true)
      fault('repeated', 'It is given more than once, and does not repeat.');
    if (item.required === true && enabled === true && check.finished && given.length === 0) {
      fault('missing', 'It is required.');
    }
    for (const each of given) checkItems(item.item ?? [], each.item ?? [], [each.item ?? [], ...scope], check);
    return;
  }
  if (given.length > 1) fault('repeated', 'A question is one item; repeated answers stand inside it.');
  if (given.some((each) => (each.item ?? []).length > 0))
    fault('misplaced', 'Items below a question stand in its answer.');
  checkCounts(item, answers.length, enabled, check);
  for (const answer of answers) {
    const { faults, unchecked } = valueFaults(item, answer, check.valueSets);
    for (const { reason, message } of faults) fault(reason, message);
    if (unchecked !== undefined) report(check.findings, where, 'not-checked', unchecked, 'warning');
    checkItems(item.item ?? [], answer.item ?? [], [answer.item ?? [], ...scope], check);
  }
}

const holdsAnswer = (item: FhirResponseItem): boolean =>
  (item.answer ?? []).length > 0 || (item.item ?? []).some(holdsAnswer);

function checkCounts(item: FhirItem, count: number, enabled: boolean | undefined, check: Check): void {
  const where = at(check, item.linkId);
  const bound = (url: string): number | undefined => {
    const value = extensionValue(item, url);
    return typeof value === 'number' ? value : undefined;
  };
  const least = Math.max(item.required === true ? 1 : 0, bound(urls.minOccurs) ?? 0);
  const most = item.repeats === true ? (bound(urls.maxOccurs) ?? Number.POSITIVE_INFINITY) : 1;
  if (count < least && enabled === true && check.finished) {
    report(check.findings, where, 'missing', `It is required: ${count} of at least ${least} answers.`);
  }
  if (count > most) report(check.findings, where, 'repeated', `It has ${count} answers, at most ${most} are allowed.`);
}

/** Undefined when that is decided by an expression, which this engine does not evaluate. */
function isEnabled(item: FhirItem, scope: Scope): boolean | undefined {
  const conditions = item.enableWhen ?? [];
  const byExpression = [...refusedExtensions].some(
    ([url, why]) => why === 'shown by an expression' && extensionOf(item, url),
  );
  if (byExpression || conditions.some((when) => expectedOf(when) === undefined)) return undefined;
  if (conditions.length === 0) return true;
  const holds = conditions.map((when) => enableWhenHolds(when, valuesOf(when.question, scope)));
  return item.enableBehavior === 'any' ? holds.includes(true) : !holds.includes(false);
}

/** The values of the nearest item of that name: in the same repetition of a group before any other. */
function valuesOf(linkId: string, scope: Scope): readonly Scalar[] {
  for (const items of scope) {
    const found = findItems(linkId, items);
    if (found.length > 0) return found.flatMap((item) => (item.answer ?? []).flatMap(scalars));
  }
  return [];
}

const findItems = (linkId: string, items: readonly FhirResponseItem[]): readonly FhirResponseItem[] =>
  items.flatMap((item) => [
    ...(item.linkId === linkId ? [item] : []),
    ...findItems(linkId, item.item ?? []),
    ...(item.answer ?? []).flatMap((answer) => findItems(linkId, answer.item ?? [])),
  ]);

function scalars(answer: FhirResponseAnswer): readonly Scalar[] {
  const value = answer.valueCoding ? answer.valueCoding.code : heldValue(answer)?.value;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [value] : [];
}
