import type { Finding } from '../../base/finding.ts';
import { type Language, languageOfTag } from '../../base/language.ts';
import { compileConditions, expectedOf } from './condition.ts';
import { extensionFlag, extensionValue, leftOutExtensions, localized, refusedExtensions, urls } from './extensions.ts';
import { type FhirItem, type FhirQuestionnaire, parseQuestionnaire } from './fhir.ts';
import { compileQuestion, type ItemContext, supportedTypes } from './load-item.ts';
import type { Condition, Note, Part, Question, Questionnaire, Stage } from './model.ts';
import { type ValueSets, valueSetsOf } from './options.ts';

/** Element names of R4 that change nothing about the asking. Any other unknown name is refused: it may. */
const knownItemKeys = new Set(
  (
    'id linkId definition code prefix text type enableWhen enableBehavior required repeats readOnly maxLength ' +
    'answerValueSet answerOption initial item extension modifierExtension'
  ).split(' '),
);

interface Walk {
  readonly where: string;
  readonly base: Language | undefined;
  readonly valueSets: ValueSets;
  readonly findings: Finding[];
  readonly questions: Question[];
  readonly stages: { linkId: string; title: Stage['title']; parts: Part[] }[];
  /** Texts met since the last question: they stand before the next one. */
  notes: Note[];
}

interface Place {
  readonly stage: number;
  readonly part: number;
  readonly conditions: readonly Condition[];
  readonly triggers: readonly string[];
  readonly under?: string;
  readonly hidden: boolean;
}

/**
 * A FHIR R4 Questionnaire made ready to be asked, or the reasons why it cannot be (each names the element and the linkId).
 * Texts in other languages come from FHIR's translation extension; `valueSets` holds those that are not contained.
 *
 * @example
 * const { questionnaire, findings } = loadQuestionnaire(JSON.parse(text), 'ps-initial.json');
 */
export function loadQuestionnaire(
  json: unknown,
  where: string,
  valueSets: ValueSets = new Map(),
): { readonly questionnaire?: Questionnaire; readonly findings: readonly Finding[] } {
  const parsed = parseQuestionnaire(json, where);
  if (!parsed.resource) return { findings: parsed.findings };
  const source = parsed.resource;
  const base = languageOfTag(source.language ?? '');
  const contained = valueSetsOf(source, valueSets, where);
  const walk: Walk = {
    where,
    base,
    valueSets: contained.valueSets,
    findings: [...contained.findings, ...refusedRoot(source, where)],
    questions: [],
    stages: [],
    notes: [],
  };
  const title = localized(source.title ?? source.id ?? '', source._title, base);
  walkStages(source, title, walk);
  walk.findings.push(...linkFindings(source, walk));
  if (walk.questions.length === 0 && !hasErrors(walk.findings)) {
    walk.findings.push(error('questionnaire.empty', where, 'There is no question in it.'));
  }
  if (hasErrors(walk.findings)) return { findings: walk.findings };
  const questions = walk.questions.map((question, number) => ({ ...question, number }));
  const last = questions.at(-1)!;
  if (walk.notes.length > 0) questions[questions.length - 1] = { ...last, notes: [...last.notes, ...walk.notes] };
  return {
    questionnaire: {
      id: source.id ?? '',
      url: source.url ?? '',
      version: source.version ?? '',
      title,
      stages: walk.stages,
      questions,
      byLinkId: new Map(questions.map((question) => [question.linkId, question])),
      source,
      where,
    },
    findings: walk.findings,
  };
}

const error = (code: string, where: string, message: string): Finding => ({ severity: 'error', code, where, message });

const hasErrors = (findings: readonly Finding[]): boolean => findings.some(({ severity }) => severity === 'error');

function refusedRoot(source: FhirQuestionnaire, where: string): Finding[] {
  const findings = [...(source.extension ?? []), ...(source.modifierExtension ?? [])].flatMap(({ url }) => {
    const why = refusedExtensions.get(url);
    return why === undefined ? [] : [unsupportedExtension(where, url, why)];
  });
  for (const { url } of source.modifierExtension ?? []) {
    if (refusedExtensions.has(url)) continue;
    findings.push(unsupportedExtension(where, url, 'a modifier extension that this engine does not know'));
  }
  if (source.implicitRules !== undefined) {
    const message = "The element 'implicitRules' is not supported: it may change what all others mean.";
    findings.push(error('questionnaire.unsupported', where, message));
  }
  if (extensionFlag(source, urls.styleSensitive)) {
    findings.push(unsupportedExtension(where, urls.styleSensitive, 'must not be shown without its styles'));
  }
  const assembly = extensionValue(source, urls.assembleExpectation);
  if (typeof assembly === 'string' && assembly.startsWith('assemble')) {
    findings.push(unsupportedExtension(where, urls.assembleExpectation, `${assembly}: must be assembled before use`));
  }
  return findings;
}

const unsupportedExtension = (where: string, url: string, why: string): Finding =>
  error('questionnaire.unsupported', where, `The extension ${url} is not supported (${why}).`);

/** Top-level groups marked as stages are walked each as one; without any mark the whole questionnaire is one stage. */
function walkStages(source: FhirQuestionnaire, title: Stage['title'], walk: Walk): void {
  const items = source.item ?? [];
  const root = { conditions: [], triggers: [], hidden: false };
  if (!items.some((item) => extensionFlag(item, urls.stage))) {
    walk.stages.push({ linkId: source.id ?? '', title, parts: [] });
    walkParts(items, { ...root, stage: 0, part: 0 }, walk);
    return;
  }
  for (const item of items) {
    if (!extensionFlag(item, urls.stage) || item.type !== 'group') {
      const message = 'Beside groups marked as stages, nothing else may stand at the top; put it into one of them.';
      walk.findings.push(error('questionnaire.outside-stages', `${walk.where}: ${item.linkId}`, message));
      continue;
    }
    refuseElements(item, walk);
    const stage = walk.stages.push({ linkId: item.linkId, title: textOf(item, walk), parts: [] }) - 1;
    walkParts(item.item ?? [], { ...inside(item, { ...root, stage, part: 0 }), stage }, walk);
  }
}

/** Groups directly in a stage are its parts; questions outside any group belong to a part of their own. */
function walkParts(items: readonly FhirItem[], place: Place, walk: Walk): void {
  const parts = walk.stages[place.stage]!.parts;
  for (const item of items) {
    if (item.type === 'group') {
      const part = parts.push({ linkId: item.linkId, title: textOf(item, walk) }) - 1;
      refuseElements(item, walk);
      walkItems(item.item ?? [], inside(item, { ...place, part }), walk);
    } else {
      if (parts.length === 0)
        parts.push({ linkId: walk.stages[place.stage]!.linkId, title: walk.stages[place.stage]!.title });
      walkItems([item], { ...place, part: parts.length - 1 }, walk);
    }
  }
}

function walkItems(items: readonly FhirItem[], place: Place, walk: Walk): void {
  for (const item of items) {
    refuseElements(item, walk);
    if (item.type === 'group') {
      if (item.text !== undefined) walk.notes.push(noteOf(item, inside(item, place), walk));
      walkItems(item.item ?? [], inside(item, place), walk);
    } else if (item.type === 'display') {
      walk.notes.push(noteOf(item, inside(item, place), walk));
    } else {
      walkQuestion(item, place, walk);
    }
  }
}

function walkQuestion(item: FhirItem, place: Place, walk: Walk): void {
  const { conditions, triggers, hidden, stage, part, under } = inside(item, place);
  const context: ItemContext = {
    where: walk.where,
    base: walk.base,
    valueSets: walk.valueSets,
    findings: walk.findings,
    before: walk.questions.at(-1)?.linkId,
  };
  const at = { stage, part, conditions, triggers, hidden, ...(under !== undefined && { under }) };
  const question = compileQuestion(item, context);
  walk.questions.push({ ...question, ...at, hidden: hidden || question.hidden, notes: walk.notes, number: 0 });
  walk.notes = [];
  const children = (item.item ?? []).filter((child) => child.type !== 'display');
  if (children.length > 0 && question.repeats) {
    const message = `Items below a question that repeats (${item.linkId}) are not supported.`;
    walk.findings.push(error('questionnaire.unsupported', `${walk.where}: ${item.linkId}`, message));
  }
  walkItems(children, { ...place, conditions, triggers, hidden, under: item.linkId }, walk);
}

function inside(item: FhirItem, place: Place): Place {
  const condition = compileConditions(item);
  return {
    ...place,
    conditions: condition ? [...place.conditions, condition] : place.conditions,
    triggers: [...place.triggers, ...(item.enableWhen ?? []).map((when) => when.question)],
    hidden: place.hidden || extensionFlag(item, urls.hidden),
  };
}

const textOf = (item: FhirItem, walk: Walk) => localized(item.text, item._text, walk.base);

const noteOf = (item: FhirItem, place: Place, walk: Walk): Note => ({
  linkId: item.linkId,
  text: textOf(item, walk),
  conditions: place.conditions,
});

/** What makes this item mean something that this engine does not do. */
function refuseElements(item: FhirItem, walk: Walk): void {
  const where = `${walk.where}: ${item.linkId}`;
  const refuse = (message: string) => walk.findings.push(error('questionnaire.unsupported', where, message));
  if (!supportedTypes.has(item.type)) refuse(`The item type '${item.type}' is not supported.`);
  if (item.type === 'group' && item.repeats) refuse("'repeats' on a group is not supported.");
  if (item.type === 'group' && extensionFlag(item, urls.beside)) refuse('A group cannot stand beside a question.');
  for (const key of Object.keys(item)) {
    const name = key.startsWith('_') ? key.slice(1) : key;
    if (!knownItemKeys.has(name)) refuse(`The element '${key}' is not one of R4's Questionnaire.item.`);
  }
  for (const { url } of item.modifierExtension ?? []) refuse(`The modifier extension ${url} is not supported.`);
  const primitives = Object.entries(item).filter(([key]) => key.startsWith('_'));
  const inElements = primitives.flatMap(
    ([, element]) => (element as { extension?: { url: string }[] }).extension ?? [],
  );
  for (const { url } of [...(item.extension ?? []), ...inElements]) {
    const why = refusedExtensions.get(url);
    if (why !== undefined) walk.findings.push(unsupportedExtension(where, url, why));
  }
  const inOptions = (item.answerOption ?? []).flatMap((option) => option.extension ?? []);
  for (const url of new Set([...(item.extension ?? []), ...inOptions].map((extension) => extension.url))) {
    const effect = leftOutExtensions.get(url);
    if (effect === undefined) continue;
    const message = `The extension ${url} is left out: ${effect}.`;
    walk.findings.push({ severity: 'warning', code: 'questionnaire.left-out', where, message });
  }
  const usage = extensionValue(item, urls.usageMode);
  if (usage !== undefined && usage !== 'capture-display' && usage !== 'capture') {
    walk.findings.push(unsupportedExtension(where, urls.usageMode, `'${String(usage)}' hides it from who answers`));
  }
  if ((item.enableWhen?.length ?? 0) > 1 && item.enableBehavior === undefined) {
    refuse("Several enableWhen need enableBehavior 'all' or 'any'.");
  }
  for (const when of item.enableWhen ?? []) {
    if (expectedOf(when) === undefined) refuse('enableWhen compares with a type that is not supported.');
    else if (when.operator === 'exists' && when.answerBoolean === undefined) refuse("'exists' needs answerBoolean.");
  }
}

/** Questions named twice, conditions that look at nothing, conditions in a circle. */
function linkFindings(source: FhirQuestionnaire, walk: Walk): Finding[] {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  const types = new Map<string, string>();
  const visit = (items: readonly FhirItem[]): void => {
    for (const item of items) {
      if (seen.has(item.linkId)) {
        const message = `The linkId '${item.linkId}' is used twice; answers would be mixed up.`;
        findings.push(error('questionnaire.duplicate-link-id', `${walk.where}: ${item.linkId}`, message));
      }
      seen.add(item.linkId);
      types.set(item.linkId, item.type);
      visit(item.item ?? []);
    }
  };
  visit(source.item ?? []);
  const check = (items: readonly FhirItem[]): void => {
    for (const item of items) {
      for (const when of item.enableWhen ?? []) {
        const type = types.get(when.question);
        if (type !== undefined && type !== 'group' && type !== 'display') continue;
        const message = `enableWhen looks at '${when.question}', which is not a question here.`;
        findings.push(error('questionnaire.unknown-question', `${walk.where}: ${item.linkId}`, message));
      }
      check(item.item ?? []);
    }
  };
  check(source.item ?? []);
  return [...findings, ...circles(walk)];
}

function circles(walk: Walk): Finding[] {
  const needs = new Map(
    walk.questions.map(({ linkId, triggers, under }) => [linkId, under ? [...triggers, under] : triggers]),
  );
  const state = new Map<string, 'open' | 'done'>();
  const findings: Finding[] = [];
  const visit = (linkId: string): void => {
    if (state.get(linkId) === 'done') return;
    if (state.get(linkId) === 'open') {
      const message = `Whether '${linkId}' is shown depends on itself, through enableWhen.`;
      findings.push(error('questionnaire.circular', `${walk.where}: ${linkId}`, message));
      return;
    }
    state.set(linkId, 'open');
    for (const needed of needs.get(linkId) ?? []) visit(needed);
    state.set(linkId, 'done');
  };
  for (const linkId of needs.keys()) visit(linkId);
  return findings;
}
