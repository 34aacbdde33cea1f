import type { Places } from '../base/places.ts';
import { Problem } from '../base/problem.ts';
import { addStaff, type OrganisationKind, type Role } from '../features/staff/index.ts';
import { print } from './print.ts';
import { kitOf, operator, withApp } from './with-app.ts';

const noSuchArea = {
  code: 'cli.no-such-area',
  status: 400,
  title:
    "--areas: '{code}' is not the code of a municipality; write five digits each, with commas, such as 04101,04102.",
} as const;
const incomplete = {
  code: 'cli.options-missing',
  status: 400,
  title: '{options}: missing; `mimamori staff add --help` says what each is.',
} as const;
const unnamed = {
  code: 'cli.unnamed',
  status: 400,
  title: '{option} is empty; write the name that colleagues and the audit log are to show.',
} as const;

export interface StaffOptions {
  readonly login: string;
  readonly name: string;
  readonly organisation: string;
  readonly organisationKind: OrganisationKind;
  readonly account: readonly string[];
  readonly role: readonly Role[];
  readonly areas?: string;
}

/** Adds someone who may sign in to the console. The password is shown this once: only its hash is kept. */
export async function staffAddCommand(given: Partial<StaffOptions>): Promise<void> {
  const options = complete(given);
  const { login } = options;
  const name = named('--name', options.name);
  const organisation = { name: named('--organisation', options.organisation), kind: options.organisationKind };
  const { password } = await withApp(async (app) => {
    for (const slug of options.account) kitOf(app, slug);
    const areas = options.areas === undefined ? null : areasOption(options.areas, app.content.places);
    const roles = [...new Set(options.role)];
    const grants = [...new Set(options.account)].map((account) => ({ account, roles, areas }));
    return addStaff(app.staff, operator(), { login, name, organisation, grants });
  });
  print(`login     ${login}\npassword  ${password}`);
  process.stderr.write(
    'The password is not shown again. Hand it over in person, and add a passkey at the first sign-in.\n',
  );
}

/** All that is missing is named at once: nobody finds it out one by one. */
function complete(given: Partial<StaffOptions>): StaffOptions {
  const needed = ['login', 'name', 'organisation', 'account', 'role'] as const;
  const missing = needed.filter((option) => given[option] === undefined);
  if (missing.length > 0) throw new Problem(incomplete, { options: missing.map((one) => `--${one}`).join(', ') });
  return given as StaffOptions;
}

function named(option: string, text: string): string {
  const name = text.trim();
  if (name === '') throw new Problem(unnamed, { option });
  return name;
}

function areasOption(text: string, places: Places): string[] {
  const codes = [...new Set(text.split(/[,\s]+/).filter((code) => code !== ''))];
  const unknown = codes.length === 0 ? text : codes.find((code) => !places.municipality(code));
  if (unknown !== undefined) throw new Problem(noSuchArea, { code: unknown });
  return codes;
}
