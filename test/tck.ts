/**
 * Runs cases of the DMN Technology Compatibility Kit (https://github.com/dmn-tck/tck): `npm run -s tck -- FOLDER`.
 * Every `*-test-*.xml` below the folder is run against the model that it names, beside it. Each failure is a line; the
 * last line is `N passed, N failed`. Exit code 0, 1 when a case failed, 2 when there is nothing to run.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { DmnModel } from '../src/engines/guidance/dmn/dmn-graph.ts';
import { loadDmn } from '../src/engines/guidance/dmn/dmn-model.ts';
import {
  isTemporal,
  parseDate,
  parseDateTime,
  parseDuration,
  parseTime,
} from '../src/engines/guidance/dmn/feel-temporal.ts';
import { equals, type FeelValue, isContext, isList } from '../src/engines/guidance/dmn/feel-value.ts';

/** One `testCase` of the kit: passed when there are no failures. */
export interface TckResult {
  readonly file: string;
  readonly id: string;
  readonly failures: readonly string[];
}

/** Runs every case below a folder. Faults are files that cannot be read as test cases at all. */
export async function runTck(folder: string): Promise<{ results: readonly TckResult[]; faults: readonly string[] }> {
  const results: TckResult[] = [];
  const faults: string[] = [];
  for (const file of testFilesBelow(folder)) {
    const suite = readSuite(file);
    if (typeof suite === 'string') faults.push(suite);
    else results.push(...(await runSuite(file, suite)));
  }
  return { results, faults };
}

const testFilesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /-test-[^/]*\.xml$/.test(file))
    .sort()
    .map((file) => join(folder, file));

/** The kit's XML as fast-xml-parser gives it: attributes begin with '@', what may repeat is a list. */
interface XmlValue {
  readonly value?: string | { readonly '#text'?: string; readonly '@xsi:type'?: string; readonly '@xsi:nil'?: string };
  readonly component?: readonly (XmlValue & { readonly '@name': string })[];
  readonly list?: { readonly item?: readonly XmlValue[] } | '';
  readonly '@xsi:nil'?: string;
}

interface XmlNode extends XmlValue {
  readonly '@name': string;
  readonly '@type'?: string;
  readonly expected?: XmlValue | '';
}

interface XmlCase {
  readonly '@id'?: string;
  readonly inputNode?: readonly XmlNode[];
  readonly resultNode?: readonly XmlNode[];
}

interface Suite {
  readonly modelName?: string;
  readonly testCase: readonly XmlCase[];
}

const repeated = ['testCase', 'inputNode', 'resultNode', 'component', 'item'];
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  removeNSPrefix: false,
  transformTagName: (name) => name.replace(/^.*:/, ''),
  isArray: (name) => repeated.includes(name),
});

/** A file of test cases, or the sentence that says why it is none. */
function readSuite(file: string): Suite | string {
  const xml = readFileSync(file, 'utf8');
  const valid = XMLValidator.validate(xml);
  if (valid !== true) return `${file} is not well-formed XML: ${valid.err.msg} (line ${valid.err.line}).`;
  const root = parser.parse(xml) as { testCases?: { modelName?: string; testCase?: readonly XmlCase[] } };
  if (!root.testCases?.testCase) return `${file} holds no test cases; it should have testCases with testCase elements.`;
  return { ...root.testCases, testCase: root.testCases.testCase };
}

async function runSuite(file: string, suite: Suite): Promise<TckResult[]> {
  const modelFile = join(dirname(file), suite.modelName?.trim() || basename(file).replace(/-test-.*$/, '.dmn'));
  const { model, reason } = await loadModel(modelFile);
  return suite.testCase.map((testCase, at) => ({
    file: basename(file),
    id: testCase['@id'] ?? String(at + 1),
    failures: model ? runCase(model, testCase) : [reason],
  }));
}

async function loadModel(file: string): Promise<{ model?: DmnModel; reason: string }> {
  let xml: string;
  try {
    xml = readFileSync(file, 'utf8');
  } catch {
    return { reason: `the model ${basename(file)} is not beside the test` };
  }
  const { model, findings } = await loadDmn(xml, basename(file));
  const reason = findings.map((finding) => `${finding.where}: ${finding.message}`).join('; ');
  return model ? { model, reason } : { reason };
}

function runCase(model: DmnModel, testCase: XmlCase): string[] {
  const inputs: Record<string, FeelValue> = {};
  for (const node of testCase.inputNode ?? []) inputs[node['@name']] = readValue(node);
  return (testCase.resultNode ?? []).flatMap((node) => {
    const name = node['@name'];
    if (!model.decisions.includes(name)) return [`${name}: the model has no such decision`];
    const expected = readValue(node.expected || {});
    const actual = model.evaluate(name, inputs);
    return agrees(actual, expected) ? [] : [`${name}: expected ${show(expected)}, got ${show(actual)}`];
  });
}

function readValue(node: XmlValue): FeelValue {
  if (node.component) return Object.fromEntries(node.component.map((part) => [part['@name'], readValue(part)]));
  if (node.list !== undefined) return (node.list === '' ? [] : (node.list.item ?? [])).map(readValue);
  const { value } = node;
  if (value === undefined) return null;
  if (typeof value === 'string') return value;
  if (value['@xsi:nil'] === 'true') return null;
  return typedValue(value['#text'] ?? '', value['@xsi:type']?.replace(/^.*:/, '') ?? 'string');
}

function typedValue(text: string, type: string): FeelValue {
  switch (type) {
    case 'boolean':
      return text === 'true' || text === '1';
    case 'decimal':
    case 'double':
    case 'float':
    case 'integer':
    case 'int':
    case 'long':
      return Number(text);
    case 'date':
      return parseDate(text);
    case 'time':
      return parseTime(text);
    case 'dateTime':
      return parseDateTime(text);
    case 'duration':
      return parseDuration(text);
    default:
      return text;
  }
}

/** The kit compares numbers to eight places. */
function agrees(actual: FeelValue, expected: FeelValue): boolean {
  if (typeof actual === 'number' && typeof expected === 'number') return Math.abs(actual - expected) < 1e-8;
  if (isList(actual) && isList(expected)) {
    return actual.length === expected.length && actual.every((item, at) => agrees(item, expected[at]!));
  }
  if (isContext(actual) && isContext(expected)) {
    const names = new Set([...Object.keys(actual), ...Object.keys(expected)]);
    return [...names].every((name) => agrees(actual[name] ?? null, expected[name] ?? null));
  }
  return equals(actual, expected) === true;
}

const show = (value: FeelValue): string =>
  JSON.stringify(value, (_, part: unknown) => (isTemporal(part) ? String(part) : part));

async function main(folder: string | undefined): Promise<number> {
  if (folder === undefined) return refuse('Say which folder holds the cases: npm run -s tck -- FOLDER.');
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    return refuse(`There is no folder ${folder}; give one that exists.`);
  const { results, faults } = await runTck(folder);
  if (faults.length > 0) return refuse(faults[0]!);
  if (results.length === 0)
    return refuse(`There is no *-test-*.xml file below ${folder}; give a folder with TCK cases.`);
  const failed = results.filter((result) => result.failures.length > 0);
  for (const { file, id, failures } of failed) {
    console.log(`${file}, case ${id}: ${failures.join('; ').replaceAll(/\s+/g, ' ')}`);
  }
  console.log(`${results.length - failed.length} passed, ${failed.length} failed`);
  return failed.length === 0 ? 0 : 1;
}

function refuse(sentence: string): number {
  console.error(sentence);
  return 2;
}

if (import.meta.main) process.exitCode = await main(process.argv[2]);
