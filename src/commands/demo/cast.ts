import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { languages } from '../../base/language.ts';
import { organisationKinds, roles } from '../../features/staff/index.ts';

const spoken = z.strictObject({ ja: z.string(), easy: z.string(), en: z.string() });

const cast = z.strictObject({
  fictional: z.literal(true),
  desk: z.strictObject({ title: spoken, console: spoken }),
  residents: z.array(
    z.strictObject({
      name: z.string(),
      note: z.strictObject({ ja: z.string(), en: z.string() }),
      language: z.enum(languages),
      home: z.string(),
    }),
  ),
  staff: z.array(
    z.strictObject({
      login: z.string(),
      name: z.string(),
      password: z.string(),
      organisation: z.strictObject({ name: z.string(), kind: z.enum(organisationKinds) }),
      roles: z.record(z.string(), z.array(z.enum(roles))),
    }),
  ),
});
export type Cast = z.infer<typeof cast>;

/** The fictional residents and staff of `seeds/cast.yaml`. */
export async function readCast(): Promise<Cast> {
  const path = join(import.meta.dirname, '..', '..', '..', 'seeds', 'cast.yaml');
  return cast.parse(parse(await readFile(path, 'utf8')));
}
