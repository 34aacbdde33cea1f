import type { DmnItemDefinition } from './dmn-xml.ts';
import { emptyFrame, type FeelCompiler, noNames } from './feel.ts';
import { isTemporal } from './feel-temporal.ts';
import { type FeelValue, isContext, isList } from './feel-value.ts';

/** Gives the value as its type has it, or null when it does not fit (DMN 1.3 §10.3.2.9.4). */
export type Conform = (value: FeelValue) => FeelValue;
export type TypeOf = (typeRef: string | undefined, place: string) => Conform;

const scalar =
  (fits: (value: FeelValue) => boolean): Conform =>
  (value) => {
    const single = isList(value) && value.length === 1 ? value[0]! : value;
    return fits(single) ? single : null;
  };

const temporal = (kind: string): Conform => scalar((value) => isTemporal(value) && value.kind === kind);

const builtInTypes: Readonly<Record<string, Conform>> = {
  Any: (value) => value,
  string: scalar((value) => typeof value === 'string'),
  number: scalar((value) => typeof value === 'number'),
  boolean: scalar((value) => typeof value === 'boolean'),
  date: temporal('date'),
  time: temporal('time'),
  dateTime: temporal('date and time'),
  'date and time': temporal('date and time'),
  dayTimeDuration: temporal('days and time duration'),
  'days and time duration': temporal('days and time duration'),
  yearMonthDuration: temporal('years and months duration'),
  'years and months duration': temporal('years and months duration'),
};

/** Compiles a file's item definitions; the function that comes back finds a type by name, and reports unknown ones once. */
export function compileTypes(definitions: readonly DmnItemDefinition[], feel: FeelCompiler): TypeOf {
  const byName = new Map(definitions.map((definition) => [definition.name, definition]));
  const compiled = new Map<string, Conform>();

  const typeOf: TypeOf = (typeRef, place) => {
    const name = typeRef?.replace(/^feel:/, '');
    if (name === undefined) return builtInTypes.Any!;
    const known = compiled.get(name) ?? builtInTypes[name];
    if (known) return known;
    const definition = byName.get(name);
    if (!definition) {
      feel.fault(
        'dmn.unknown-type',
        place,
        `no type is called '${name}'; define it as an item definition or correct the name`,
      );
      return builtInTypes.Any!;
    }
    // A type may contain itself: what refers to it while it is compiled looks it up when called.
    compiled.set(name, (value) => compiled.get(name)!(value));
    const conform = compileDefinition(definition, typeOf, feel);
    compiled.set(name, conform);
    return conform;
  };
  return typeOf;
}

function compileDefinition(definition: DmnItemDefinition, typeOf: TypeOf, feel: FeelCompiler): Conform {
  const place = `type '${definition.name}'`;
  const components = definition.itemComponent ?? [];
  const base = components.length > 0 ? compileComponents(components, typeOf, feel) : typeOf(definition.typeRef, place);
  const item = restricted(base, definition, feel, place);
  if (definition.isCollection !== true) return item;
  return (value) => {
    if (value === null) return null;
    const given = isList(value) ? value : [value];
    const conformed = given.map(item);
    return conformed.every((part, at) => part !== null || given[at] === null) ? conformed : null;
  };
}

function restricted(base: Conform, definition: DmnItemDefinition, feel: FeelCompiler, place: string): Conform {
  if (!definition.allowedValues) return base;
  const { test } = feel.test(definition.allowedValues.text, noNames, `${place}, allowed values`);
  return (value) => {
    const conformed = base(value);
    if (conformed === null) return null;
    const fits = isList(conformed)
      ? conformed.every((item) => test(emptyFrame, item) === true)
      : test(emptyFrame, conformed) === true;
    return fits ? conformed : null;
  };
}

/** A structure: every component conforms to its own type; what the type does not name is left as it is. */
function compileComponents(components: readonly DmnItemDefinition[], typeOf: TypeOf, feel: FeelCompiler): Conform {
  const parts = components.map((component) => ({
    name: component.name,
    conform: compileDefinition(component, typeOf, feel),
  }));
  return (value) => {
    if (!isContext(value)) return null;
    const context = { ...value };
    for (const { name, conform } of parts) {
      const given = value[name] ?? null;
      const conformed = conform(given);
      if (given !== null && conformed === null) return null;
      context[name] = conformed;
    }
    return context;
  };
}

/** Every component name in the file, for FEEL's paths. */
export const componentNames = (definitions: readonly DmnItemDefinition[]): string[] =>
  definitions.flatMap((definition) => [
    ...(definition.itemComponent ?? []).map((component) => component.name),
    ...componentNames(definition.itemComponent ?? []),
  ]);

/** The allowed values of a named type, for outputs that state none themselves. */
export function allowedValuesText(
  definitions: readonly DmnItemDefinition[],
  typeRef: string | undefined,
): string | undefined {
  return definitions.find((definition) => definition.name === typeRef)?.allowedValues?.text;
}
