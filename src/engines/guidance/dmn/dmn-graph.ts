import type { DecisionTable } from './decision-table.ts';
import type { DmnDefinitions } from './dmn-xml.ts';
import type { Evaluate, Frame } from './feel-scope.ts';
import type { FeelValue } from './feel-value.ts';

/** Values for input data, by name; what a model does not ask for is ignored. */
export type DmnInputs = Readonly<Record<string, FeelValue | undefined>>;

/** A loaded DMN file: a graph of decisions over input data, compiled to closures. Evaluating is pure and never throws. */
export interface DmnModel {
  /** The id of the file's definitions; '' where it has none. */
  readonly id: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly decisions: readonly string[];
  /** The value of a decision. Inputs that are missing, or do not fit their type, are null. An unknown decision throws. */
  evaluate(decision: string, inputs: DmnInputs): FeelValue;
  /** Evaluates only what a decision requires; hands back the frame in which the decision's own logic can then be run. */
  prepare(decision: string): Prepared;
}

export interface Prepared {
  /** Input data that the decision needs, directly or through others. */
  readonly inputs: readonly string[];
  /** Decisions that it builds on, in the order in which they are evaluated. */
  readonly decisions: readonly string[];
  /** The values of the inputs and of all decisions that this one requires. */
  readonly frameOf: (inputs: DmnInputs) => Frame;
  /** Reads the values of `decisions` from a frame, by name. */
  readonly decided: (frame: Frame) => Record<string, FeelValue>;
  readonly evaluate: Evaluate;
  /** The decision's own table, when it is one. */
  readonly table: DecisionTable | undefined;
}

export interface InputNode {
  readonly kind: 'input';
  readonly name: string;
  readonly slot: number;
  readonly conform: (value: FeelValue) => FeelValue;
}

export interface DecisionNode {
  readonly kind: 'decision';
  readonly name: string;
  readonly slot: number;
  readonly requires: readonly Node[];
  readonly evaluate: Evaluate;
  readonly table: DecisionTable | undefined;
}

export type Node = InputNode | DecisionNode;

/** The model of a file whose elements are compiled. */
export function modelOf({ id = '', name = '' }: DmnDefinitions, nodes: readonly Node[]): DmnModel {
  const inputs = nodes.filter((node) => node.kind === 'input');
  const decisions = nodes.filter((node) => node.kind === 'decision');
  const prepared = new Map<string, Prepared>();
  const prepare = (decision: string): Prepared => {
    const known = prepared.get(decision);
    if (known) return known;
    const node = decisions.find((candidate) => candidate.name === decision);
    if (!node) throw new Error(`The DMN model '${name}' has no decision '${decision}'.`);
    const made = prepareNode(node);
    prepared.set(decision, made);
    return made;
  };
  return {
    id,
    name,
    inputs: inputs.map((node) => node.name),
    decisions: decisions.map((node) => node.name),
    prepare,
    evaluate: (decision, values) => {
      const { frameOf, evaluate } = prepare(decision);
      return evaluate(frameOf(values));
    },
  };
}

function prepareNode(target: DecisionNode): Prepared {
  const needed = requirementsOf(target);
  const inputs = needed.filter((node) => node.kind === 'input');
  const decisions = needed.filter((node) => node.kind === 'decision');
  const blank: Frame = new Array(target.slot + 1).fill(null);
  return {
    inputs: inputs.map((node) => node.name),
    decisions: decisions.map((node) => node.name),
    frameOf: (values) => {
      const frame = blank.slice();
      for (const { name, slot, conform } of inputs) frame[slot] = conform(values[name] ?? null);
      for (const { slot, evaluate } of decisions) frame[slot] = evaluate(frame);
      return frame;
    },
    decided: (frame) => {
      const values: Record<string, FeelValue> = {};
      for (const { name, slot } of decisions) values[name] = frame[slot]!;
      return values;
    },
    evaluate: target.evaluate,
    table: target.table,
  };
}

/** Everything that a decision builds on, what is needed first coming first. */
function requirementsOf(target: DecisionNode): Node[] {
  const found = new Set<Node>();
  const visit = (node: Node): void => {
    if (node.kind === 'decision') node.requires.forEach(visit);
    if (node !== target) found.add(node);
  };
  visit(target);
  return [...found];
}
