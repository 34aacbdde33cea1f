import { readdirSync, readFileSync } from 'node:fs';
import { assembleGuidance, type Guidance } from '../../src/engines/guidance/advise.ts';
import { type Pack, readPack } from '../../src/engines/guidance/pack.ts';

/** The pack and the tables that the repository ships, for tests: the engine itself reads no files. */
const folder = new URL('../../content/packs/covid-19/', import.meta.url);

export function shippedPack(): Pack {
  const { pack, findings } = readPack(readFileSync(new URL('pack.yaml', folder), 'utf8'), 'pack.yaml');
  if (!pack) throw new Error(JSON.stringify(findings));
  return pack;
}

export const shippedTable = (id: string): string => readFileSync(new URL(`guidance/${id}.dmn`, folder), 'utf8');

let assembled: Promise<Guidance> | undefined;

/** Loaded once per test file. */
export function shippedGuidance(): Promise<Guidance> {
  assembled ??= assemble();
  return assembled;
}

async function assemble(): Promise<Guidance> {
  const names = readdirSync(new URL('guidance/', folder)).filter((name) => name.endsWith('.dmn'));
  const files = names.map((name) => ({ where: name, xml: shippedTable(name.replace(/\.dmn$/, '')) }));
  const { guidance, findings } = await assembleGuidance(shippedPack(), files, 'pack.yaml');
  if (!guidance) throw new Error(JSON.stringify(findings));
  return guidance;
}
