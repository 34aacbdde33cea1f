import { createHash } from 'node:crypto';
import type { Finding } from '../../base/finding.ts';
import { constantOutputs, type DecisionTable } from './dmn/decision-table.ts';
import type { DmnModel } from './dmn/dmn-graph.ts';
import { loadDmn } from './dmn/dmn-model.ts';
import type { FeelValue } from './dmn/feel-value.ts';
import { analyseFirstHit } from './dmn/table-analysis.ts';
import { type GuidanceInputs, inputNames } from './inputs.ts';
import { isOutcome, type Outcome, outcomes, rowOf } from './outcome.ts';

/** The decision in a file from which the outcome is read; what stands below it in the requirement graph is its own affair. */
const decisionName = 'guidance';

export interface GuidanceRule {
  /** The rule's id in the file, such as 'P1-3a'. */
  readonly ruleId: string;
  /** The # of domain §7.3, 0–12. Several rules may share one. */
  readonly row: number;
  readonly outcome: Outcome;
  /** What the rule says and which notice it comes from. */
  readonly description: string;
}

export interface GuidanceDecision {
  readonly outcome: Outcome;
  readonly row: number;
  readonly ruleId: string;
  /** The derived values on which the rule rests (`mild`, `early`, …): why this guidance. */
  readonly derived: Readonly<Record<string, FeelValue>>;
}

/** One rule profile, compiled. */
export interface GuidanceTable {
  /** The id of the file's definitions, which is the profile's id: 'mhlw-2020-05-08'. */
  readonly id: string;
  readonly name: string;
  /** The first 12 digits of the SHA-256 of the file: names the exact rules that produced a message. */
  readonly version: string;
  readonly rules: readonly GuidanceRule[];
  decide(inputs: GuidanceInputs): GuidanceDecision;
}

/**
 * Loads a guidance table from DMN. `where` names the file in findings. There is no table when any finding is an error: FEEL
 * that cannot be read (with its position), outcomes or inputs that we do not know, rules that nothing can reach, inputs
 * that no rule covers.
 * @example
 * (await loadGuidanceTable(xml, 'mhlw-2020-05-08.dmn')).table.id // 'mhlw-2020-05-08'
 */
export async function loadGuidanceTable(
  xml: string,
  where: string,
): Promise<{ table?: GuidanceTable; findings: readonly Finding[] }> {
  const { model, findings } = await loadDmn(xml, where);
  if (!model) return { findings };
  const checks = new Checks(where);
  const rules = checks.model(model);
  if (checks.findings.some((finding) => finding.severity === 'error')) return { findings: checks.findings };
  return { table: compiledTable(model, rules, xml), findings: checks.findings };
}

function compiledTable(model: DmnModel, rules: readonly GuidanceRule[], xml: string): GuidanceTable {
  const prepared = model.prepare(decisionName);
  const firstHit = prepared.table!.firstHit;
  return {
    id: model.id,
    name: model.name,
    version: createHash('sha256').update(xml.replaceAll('\r\n', '\n')).digest('hex').slice(0, 12),
    rules,
    decide: (inputs) => {
      const frame = prepared.frameOf(inputs);
      const rule = rules[firstHit(frame)]!;
      return { outcome: rule.outcome, row: rule.row, ruleId: rule.ruleId, derived: prepared.decided(frame) };
    },
  };
}

/** What makes a DMN file a guidance table, beyond being DMN. */
class Checks {
  readonly findings: Finding[] = [];
  readonly #where: string;

  constructor(where: string) {
    this.#where = where;
  }

  model(model: DmnModel): GuidanceRule[] {
    for (const name of model.inputs) {
      if ((inputNames as readonly string[]).includes(name)) continue;
      this.#fault(
        'guidance.unknown-input',
        `input '${name}'`,
        `guidance knows no such input; use one of ${inputNames.join(', ')}`,
      );
    }
    const place = `decision '${decisionName}'`;
    const table = model.decisions.includes(decisionName) ? model.prepare(decisionName).table : undefined;
    if (!table) {
      this.#fault(
        'guidance.no-table',
        place,
        `the file needs a decision called '${decisionName}' that is a decision table`,
      );
      return [];
    }
    if (table.hitPolicy !== 'FIRST') {
      this.#fault(
        'guidance.hit-policy',
        place,
        `its hit policy is ${table.hitPolicy}; it must be FIRST, as rows are read from the top`,
      );
    }
    const [outcome, row] = [table.outputs.indexOf('outcome'), table.outputs.indexOf('row')];
    if (outcome < 0 || row < 0) {
      this.#fault(
        'guidance.outputs',
        place,
        `its outputs are ${table.outputs.join(', ')}; it needs 'outcome' and 'row'`,
      );
      return [];
    }
    this.#coverage(table, place);
    return table.rules.flatMap((rule) => this.#rule(rule, constantOutputs(rule)[outcome], constantOutputs(rule)[row]));
  }

  #rule(
    rule: DecisionTable['rules'][number],
    outcome: FeelValue | undefined,
    row: FeelValue | undefined,
  ): GuidanceRule[] {
    const place = `rule ${rule.id}`;
    if (!rule.description.trim()) {
      this.#fault(
        'guidance.no-source',
        place,
        'the rule has no description; say what it means and which notice it comes from',
      );
    }
    if (!isOutcome(outcome)) {
      this.#fault(
        'guidance.unknown-outcome',
        place,
        `${JSON.stringify(outcome)} is no outcome; use one of ${outcomes.join(', ')}`,
      );
      return [];
    }
    if (row !== rowOf(outcome)) {
      this.#fault(
        'guidance.wrong-row',
        place,
        `the row of ${outcome} is ${rowOf(outcome)}, not ${JSON.stringify(row)}`,
      );
    }
    return [{ ruleId: rule.id, row: rowOf(outcome), outcome, description: rule.description.trim() }];
  }

  #coverage(table: DecisionTable, place: string): void {
    const analysis = analyseFirstHit(table);
    if (!analysis) {
      const message =
        'a cell depends on other values, so it cannot be checked that every rule is reachable and every case covered';
      this.#fault('guidance.not-analysable', place, `${message}; move the comparison into a decision of its own`);
      return;
    }
    for (const at of analysis.unreachable) {
      const message =
        'no answer can reach this rule, because the rules above it take all that it matches; move or remove it';
      this.#fault('guidance.unreachable-rule', `rule ${table.rules[at]!.id}`, message);
    }
    if (analysis.hasGap) {
      this.#fault(
        'guidance.no-catch-all',
        place,
        "some answers meet no rule; end the table with a rule whose cells are all '-'",
      );
    }
  }

  #fault(code: string, place: string, message: string): void {
    this.findings.push({ severity: 'error', code, where: `${this.#where}: ${place}`, message });
  }
}
