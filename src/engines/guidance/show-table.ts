import { readDmn } from './dmn/dmn-xml.ts';

/** A guidance table as people read it: rows from the top, cells in FEEL, and what the columns rest on. */
export interface ShownTable {
  /** 'FIRST': the first row whose cells all hold decides. */
  readonly hitPolicy: string;
  readonly inputs: ReadonlyArray<{ readonly name: string; readonly label: string }>;
  readonly rules: ReadonlyArray<{
    readonly ruleId: string;
    /** One for each input; '-' where it does not matter. */
    readonly cells: readonly string[];
    readonly description: string;
    /** The dated notice that the description names before its first colon; empty when it names none. */
    readonly source: string;
  }>;
  /** The decisions below the table, in the order of the file. */
  readonly derived: ReadonlyArray<{ readonly name: string; readonly expression: string; readonly description: string }>;
}

const decisionName = 'guidance';

/** The text of a guidance table. Undefined for a file that is no such table: `loadGuidanceTable` says what is wrong with it. */
export async function showGuidanceTable(xml: string): Promise<ShownTable | undefined> {
  const { definitions } = await readDmn(xml);
  const decisions = (definitions?.drgElement ?? []).filter((element) => element.$type === 'dmn:Decision');
  const table = decisions.find(({ name }) => name === decisionName)?.decisionLogic;
  if (table?.$type !== 'dmn:DecisionTable') return undefined;
  return {
    hitPolicy: table.hitPolicy ?? 'UNIQUE',
    inputs: (table.input ?? []).map((input) => {
      const name = input.inputExpression?.text?.trim() ?? '';
      return { name, label: labelIn(decisions.find((decision) => decision.name === name)?.description) ?? name };
    }),
    rules: (table.rule ?? []).map((rule) => {
      const description = rule.description?.trim() ?? '';
      return {
        ruleId: rule.id ?? '',
        cells: (rule.inputEntry ?? []).map((entry) => entry.text?.trim() ?? '-'),
        description,
        source: /^([^：:]*20\d\d[^：:]*)[：:]/.exec(description)?.[1] ?? '',
      };
    }),
    derived: decisions.flatMap(({ name = '', description = '', decisionLogic }) =>
      decisionLogic?.$type === 'dmn:LiteralExpression'
        ? [{ name, expression: decisionLogic.text?.trim() ?? '', description }]
        : [],
    ),
  };
}

/** The head of a description, 'すぐに… / Any sign …': what stands before its first stop, colon or translation. */
const labelIn = (description: string | undefined): string | undefined =>
  description?.split(/[。：]| \/ /, 1)[0]?.trim() || undefined;
