import type { Finding } from '../../../base/finding.ts';
import { compileDecisionTable, type DecisionTable } from './decision-table.ts';
import { type DecisionNode, type DmnModel, type InputNode, modelOf, type Node } from './dmn-graph.ts';
import {
  type DmnDecision,
  type DmnDefinitions,
  type DmnInputData,
  type DmnKnowledge,
  type DmnLogic,
  type DrgElement,
  readDmn,
} from './dmn-xml.ts';
import { FeelCompiler } from './feel.ts';
import { type Callable, type Evaluate, Scope } from './feel-scope.ts';
import type { FeelValue } from './feel-value.ts';
import { allowedValuesText, compileTypes, componentNames, type TypeOf } from './item-types.ts';

/**
 * Loads a DMN 1.3, 1.4 or 1.5 file of compliance level 2. `where` names the file in findings. There is no model when
 * anything in it cannot be understood: a rule that is silently skipped would be worse than a file that is refused.
 */
export async function loadDmn(xml: string, where: string): Promise<{ model?: DmnModel; findings: readonly Finding[] }> {
  const { definitions, faults } = await readDmn(xml);
  if (!definitions) {
    const findings = faults.map(
      (fault): Finding => ({ severity: 'error', code: 'dmn.unreadable', where, message: fault }),
    );
    return { findings };
  }
  const compiler = new ModelCompiler(definitions, where);
  const model = compiler.compile();
  return compiler.feel.findings.length > 0 ? { findings: compiler.feel.findings } : { model, findings: [] };
}

/** Compiles the elements of one file, each once, in the order in which they need each other. */
class ModelCompiler {
  readonly feel: FeelCompiler;
  readonly #definitions: DmnDefinitions;
  readonly #elements: ReadonlyMap<string, DrgElement>;
  readonly #typeOf: TypeOf;
  readonly #slots = { next: 0 };
  readonly #nodes = new Map<DrgElement, Node>();
  readonly #callables = new Map<DrgElement, Callable>();
  readonly #open = new Set<DrgElement>();

  constructor(definitions: DmnDefinitions, where: string) {
    const types = definitions.itemDefinition ?? [];
    this.#definitions = definitions;
    this.feel = new FeelCompiler(where, componentNames(types));
    this.#typeOf = compileTypes(types, this.feel);
    this.#elements = new Map((definitions.drgElement ?? []).map((element) => [element.id ?? nameOf(element), element]));
  }

  compile(): DmnModel {
    if (this.#definitions.import?.length) {
      this.feel.fault(
        'dmn.unsupported',
        '',
        'imports of other files are not supported; put the decisions into one file',
      );
    }
    const known = ['dmn:InputData', 'dmn:Decision', 'dmn:BusinessKnowledgeModel', 'dmn:KnowledgeSource'];
    const nodes: Node[] = [];
    for (const element of this.#elements.values()) {
      if (!known.includes(element.$type)) {
        this.feel.fault(
          'dmn.unsupported',
          `'${nameOf(element)}'`,
          `${element.$type} is not part of compliance level 2`,
        );
      }
      if (element.$type === 'dmn:InputData' || element.$type === 'dmn:Decision') nodes.push(this.#node(element));
      if (element.$type === 'dmn:BusinessKnowledgeModel') this.#callable(element);
    }
    return modelOf(this.#definitions, nodes);
  }

  #node(element: DmnInputData | DmnDecision): Node {
    const known = this.#nodes.get(element);
    if (known) return known;
    const node = element.$type === 'dmn:InputData' ? this.#input(element) : this.#decision(element);
    this.#nodes.set(element, node);
    return node;
  }

  #input(element: DmnInputData): InputNode {
    const name = nameOf(element);
    const conform = this.#typeOf(element.variable?.typeRef, `input '${name}'`);
    return { kind: 'input', name, slot: this.#newSlot(), conform };
  }

  #decision(element: DmnDecision): DecisionNode {
    const name = nameOf(element);
    const place = `decision '${name}'`;
    this.#open.add(element);
    const requires = (element.informationRequirement ?? []).flatMap((requirement) => {
      const href = requirement.requiredInput?.href ?? requirement.requiredDecision?.href;
      const required = this.#required(href, place);
      return required?.$type === 'dmn:InputData' || required?.$type === 'dmn:Decision' ? [this.#node(required)] : [];
    });
    const slots = new Map(requires.map((node) => [node.name, node.slot]));
    const scope = Scope.of(slots, this.#slots, this.#knowledge(element.knowledgeRequirement, place));
    const { evaluate, table } = this.#logic(element.decisionLogic, scope, place);
    const conform = this.#typeOf(element.variable?.typeRef, place);
    this.#open.delete(element);
    const slot = this.#newSlot();
    return { kind: 'decision', name, slot, requires, table, evaluate: (frame) => conform(evaluate(frame)) };
  }

  /** A business knowledge model is a function: its logic sees its parameters and the functions that it requires. */
  #callable(element: DmnKnowledge): Callable {
    const known = this.#callables.get(element);
    if (known) return known;
    const place = `knowledge model '${nameOf(element)}'`;
    this.#open.add(element);
    const parameters = element.encapsulatedLogic?.formalParameter ?? [];
    const slots = new Map(parameters.map((parameter, at) => [nameOf(parameter), at]));
    const counter = { next: parameters.length };
    const scope = Scope.of(slots, counter, this.#knowledge(element.knowledgeRequirement, place));
    const { evaluate } = this.#logic(element.encapsulatedLogic?.body, scope, place);
    const conforms = parameters.map((parameter) => this.#typeOf(parameter.typeRef, place));
    const conform = this.#typeOf(element.variable?.typeRef, place);
    this.#open.delete(element);
    const callable: Callable = {
      parameters: [...slots.keys()],
      call: (values) => conform(evaluate(conforms.map((parameter, at) => parameter(values[at] ?? null)))),
    };
    this.#callables.set(element, callable);
    return callable;
  }

  #knowledge(requirements: DmnKnowledge['knowledgeRequirement'], place: string): Map<string, Callable> {
    const callables = new Map<string, Callable>();
    for (const requirement of requirements ?? []) {
      const required = this.#required(requirement.requiredKnowledge?.href, place);
      if (required?.$type === 'dmn:BusinessKnowledgeModel') callables.set(nameOf(required), this.#callable(required));
    }
    return callables;
  }

  #required(href: string | undefined, place: string): DrgElement | undefined {
    const element = this.#elements.get(href?.replace(/^#/, '') ?? '');
    if (!element) this.feel.fault('dmn.broken-requirement', place, `it requires '${href}', which is not in the file`);
    else if (this.#open.has(element)) {
      this.feel.fault('dmn.circular-requirement', place, `it requires '${nameOf(element)}', which in turn requires it`);
      return undefined;
    }
    return element;
  }

  #logic(
    logic: DmnLogic | undefined,
    scope: Scope,
    place: string,
  ): { evaluate: Evaluate; table: DecisionTable | undefined } {
    if (logic?.$type === 'dmn:DecisionTable') {
      const types = this.#definitions.itemDefinition ?? [];
      const table = compileDecisionTable(logic, scope, this.feel, place, (typeRef) =>
        allowedValuesText(types, typeRef),
      );
      return { evaluate: table.evaluate, table };
    }
    return { evaluate: this.#boxed(logic, scope, place), table: undefined };
  }

  #boxed(logic: DmnLogic | undefined, scope: Scope, place: string): Evaluate {
    switch (logic?.$type) {
      case 'dmn:LiteralExpression':
        return this.feel.expression(logic.text, scope, place);
      case 'dmn:DecisionTable':
        return this.#logic(logic, scope, place).evaluate;
      case 'dmn:Invocation':
        return this.#invocation(logic, scope, place);
      case 'dmn:Context':
        return this.#context(logic, scope, place);
      default: {
        const found = (logic as { $type?: string } | undefined)?.$type ?? 'nothing';
        const wanted = 'a decision table, a literal expression, an invocation or a context';
        this.feel.fault('dmn.unsupported', place, `its logic is ${found}; it should be ${wanted}`);
        return () => null;
      }
    }
  }

  #invocation(logic: DmnLogic & { $type: 'dmn:Invocation' }, scope: Scope, place: string): Evaluate {
    const name = logic.calledFunction?.text?.trim() ?? '';
    const callable = scope.callables.get(name);
    if (!callable) {
      this.feel.fault(
        'dmn.unknown-function',
        place,
        `it invokes '${name}', which is not among the knowledge that it requires`,
      );
      return () => null;
    }
    const bindings = new Map(
      (logic.binding ?? []).map((binding) => [
        nameOf(binding.parameter ?? {}),
        this.#boxed(binding.bindingFormula, scope, `${place}, parameter '${nameOf(binding.parameter ?? {})}'`),
      ]),
    );
    for (const given of bindings.keys()) {
      if (callable.parameters.includes(given)) continue;
      this.feel.fault(
        'dmn.unknown-parameter',
        place,
        `'${name}' has no parameter '${given}', only ${callable.parameters.join(', ')}`,
      );
    }
    const values = callable.parameters.map((parameter) => bindings.get(parameter) ?? (() => null));
    return (frame) => callable.call(values.map((value) => value(frame)));
  }

  /** A boxed context: entries build on those above them; a last entry without a name is the result. */
  #context(logic: DmnLogic & { $type: 'dmn:Context' }, scope: Scope, place: string): Evaluate {
    let inner = scope;
    const entries = (logic.contextEntry ?? []).map((entry) => {
      const name = entry.variable ? nameOf(entry.variable) : undefined;
      const evaluate = this.#boxed(entry.value, inner, `${place}, entry '${name ?? 'result'}'`);
      if (name === undefined) return { name, evaluate, slot: -1 };
      const next = inner.with(name);
      inner = next.scope;
      return { name, evaluate, slot: next.slot };
    });
    return (frame) => {
      const context: Record<string, FeelValue> = {};
      for (const { name, evaluate, slot } of entries) {
        const value = evaluate(frame);
        if (name === undefined) return value;
        frame[slot] = value;
        context[name] = value;
      }
      return context;
    };
  }

  #newSlot(): number {
    const slot = this.#slots.next;
    this.#slots.next += 1;
    return slot;
  }
}

/** An element's values go by the name of its variable; the two are the same in a valid file. */
const nameOf = (element: { readonly name?: string; readonly variable?: { readonly name?: string } }): string =>
  element.variable?.name ?? element.name ?? '';
