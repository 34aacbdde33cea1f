import { DmnModdle } from 'dmn-moddle';

/**
 * A DMN 1.3 file as dmn-moddle reads it, the parts that we use. Optional means: the file may leave it out. Element and
 * property names are the standard's own (https://www.omg.org/spec/DMN/20191111/MODEL/).
 */
export interface DmnDefinitions {
  readonly $type: 'dmn:Definitions';
  readonly id?: string;
  readonly name?: string;
  readonly itemDefinition?: readonly DmnItemDefinition[];
  readonly drgElement?: readonly DrgElement[];
  readonly import?: readonly unknown[];
}

export interface DmnItemDefinition {
  readonly name: string;
  readonly typeRef?: string;
  readonly isCollection?: boolean;
  readonly allowedValues?: { readonly text: string };
  readonly itemComponent?: readonly DmnItemDefinition[];
}

interface Named {
  readonly id?: string;
  readonly name?: string;
  readonly description?: string;
}

interface Reference {
  readonly href: string;
}

export interface DmnVariable extends Named {
  readonly typeRef?: string;
}

export interface DmnInputData extends Named {
  readonly $type: 'dmn:InputData';
  readonly variable?: DmnVariable;
}

interface Requiring extends Named {
  readonly variable?: DmnVariable;
  readonly knowledgeRequirement?: readonly { readonly requiredKnowledge?: Reference }[];
}

export interface DmnDecision extends Requiring {
  readonly $type: 'dmn:Decision';
  readonly informationRequirement?: readonly {
    readonly requiredInput?: Reference;
    readonly requiredDecision?: Reference;
  }[];
  readonly decisionLogic?: DmnLogic;
}

export interface DmnKnowledge extends Requiring {
  readonly $type: 'dmn:BusinessKnowledgeModel';
  readonly encapsulatedLogic?: { readonly formalParameter?: readonly DmnVariable[]; readonly body?: DmnLogic };
}

export type DrgElement =
  | DmnInputData
  | DmnDecision
  | DmnKnowledge
  | (Named & { readonly $type: 'dmn:KnowledgeSource' });

export interface DmnLiteral extends Named {
  readonly $type: 'dmn:LiteralExpression';
  readonly text?: string;
  readonly expressionLanguage?: string;
}

export interface DmnInvocation extends Named {
  readonly $type: 'dmn:Invocation';
  readonly calledFunction?: DmnLiteral;
  readonly binding?: readonly { readonly parameter?: DmnVariable; readonly bindingFormula?: DmnLogic }[];
}

export interface DmnContext extends Named {
  readonly $type: 'dmn:Context';
  readonly contextEntry?: readonly { readonly variable?: DmnVariable; readonly value?: DmnLogic }[];
}

export interface DmnTable extends Named {
  readonly $type: 'dmn:DecisionTable';
  readonly hitPolicy?: string;
  readonly aggregation?: string;
  readonly typeRef?: string;
  readonly input?: readonly {
    readonly inputExpression?: { readonly text?: string; readonly typeRef?: string };
    readonly inputValues?: { readonly text?: string };
  }[];
  readonly output?: readonly {
    readonly name?: string;
    readonly typeRef?: string;
    readonly outputValues?: { readonly text?: string };
    readonly defaultOutputEntry?: { readonly text?: string };
  }[];
  readonly rule?: readonly DmnRule[];
}

export interface DmnRule extends Named {
  readonly inputEntry?: readonly { readonly text?: string }[];
  readonly outputEntry?: readonly { readonly text?: string }[];
}

export type DmnLogic = DmnLiteral | DmnInvocation | DmnContext | DmnTable;

/** dmn-moddle 12 knows DMN 1.3 alone; 1.4 and 1.5 differ from it in nothing that level 2 uses but their namespaces. */
const laterNamespace =
  /((?:xmlns(?::[\w.-]+)?|expressionLanguage|typeLanguage)\s*=\s*["'])https:\/\/www\.omg\.org\/spec\/DMN\/(?:20211108|20230324)\//g;

/** Reads a DMN 1.3, 1.4 or 1.5 file. `faults` says what is wrong with it as XML or as DMN; then there is no model. */
export async function readDmn(xml: string): Promise<{ definitions?: DmnDefinitions; faults: readonly string[] }> {
  try {
    const asDmn13 = xml.replace(laterNamespace, '$1https://www.omg.org/spec/DMN/20191111/');
    const { rootElement, warnings } = await new DmnModdle().fromXML(asDmn13);
    if (!isDefinitions(rootElement)) return { faults: ['the root element is not DMN 1.3, 1.4 or 1.5 definitions'] };
    const faults = warnings.map((warning) => warning.message);
    return faults.length > 0 ? { faults } : { definitions: rootElement, faults };
  } catch (error) {
    return { faults: [error instanceof Error ? error.message : String(error)] };
  }
}

const isDefinitions = (root: unknown): root is DmnDefinitions =>
  typeof root === 'object' && root !== null && '$type' in root && root.$type === 'dmn:Definitions';
