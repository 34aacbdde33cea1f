import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type Desk, readDesk } from '../../src/engines/care-desk/index.ts';
import {
  compileFollowUp,
  type FollowUp,
  type Plan,
  type Programme,
  readPlan,
  readProgramme,
} from '../../src/engines/follow-up/index.ts';

/** The follow-up plans and the care desk that the repository ships, for tests: engines read no files. */
const folder = new URL('../../content/packs/covid-19/', import.meta.url);

const read = (path: string): unknown => parse(readFileSync(new URL(path, folder), 'utf8'));

function must<T>(value: T | undefined, findings: unknown): T {
  if (value === undefined) throw new Error(JSON.stringify(findings));
  return value;
}

export function shippedProgramme(): Programme {
  const { programme, findings } = readProgramme(read('follow-up/programme.yaml'), 'programme.yaml');
  return must(programme, findings);
}

export function shippedPlans(): Plan[] {
  const names = readdirSync(new URL('follow-up/', folder)).filter((name) => name !== 'programme.yaml');
  return names.sort().map((name) => {
    const { plan, findings } = readPlan(read(`follow-up/${name}`), name);
    return must(plan, findings);
  });
}

export const shippedFollowUp = (endsAt?: Date): FollowUp => compileFollowUp(shippedProgramme(), shippedPlans(), endsAt);

export function shippedDesk(): Desk {
  const { desk, findings } = readDesk(read('care-desk.yaml'), 'care-desk.yaml');
  return must(desk, findings);
}
