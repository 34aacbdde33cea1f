import type { Localized } from '../../base/language.ts';
import type { Prefecture } from '../../base/places.ts';

/** What a person says when opening an account; the template asks for the rest. */
export interface NewAccount {
  readonly slug: string;
  readonly prefecture: Prefecture;
  /** The display name; what is left out is to be filled in. */
  readonly name: Partial<Localized>;
  readonly seal?: string;
  readonly openedOn?: string;
  readonly newsUrl?: string;
}

/** The files of `content/accounts/_base/template` by name; `«slug»` and the like stand where what is known goes. */
export type AccountTemplate = Readonly<Record<string, string>>;

/**
 * The files of a new account, by path below `content/accounts`, made from the template. What was not said stays empty, and
 * `parseAccount` tells it as missing.
 *
 * @throws if the template names a field that this function does not know: a fault of ours, not of the person's
 */
export function newAccountFiles(account: NewAccount, template: AccountTemplate): Readonly<Record<string, string>> {
  const fields: Readonly<Record<string, string>> = {
    slug: account.slug,
    prefectureCode: account.prefecture.code,
    'prefecture.slug': account.prefecture.slug,
    'prefecture.ja': account.prefecture.name,
    'prefecture.en': account.prefecture.nameEn,
    contactPointsFile: `${account.slug}/contact-points.csv`,
    'name.ja': account.name.ja ?? '',
    'name.easy': account.name.easy ?? '',
    'name.en': account.name.en ?? '',
    seal: account.seal ?? '',
    openedOn: account.openedOn ?? '',
    newsUrl: account.newsUrl ?? '',
  };
  return Object.fromEntries(
    Object.entries(template).map(([file, text]) => [
      `${account.slug}/${file}`,
      text.replace(/«([^»]+)»/g, (_, field: string) => {
        const value = fields[field];
        if (value === undefined) throw new Error(`the template ${file} names an unknown field «${field}»`);
        return file.endsWith('.yaml') ? yamlText(value) : value;
      }),
    ]),
  );
}

/** A text in double quotes: JSON strings are YAML strings, whatever they hold. */
const yamlText = (text: string): string => JSON.stringify(text);
