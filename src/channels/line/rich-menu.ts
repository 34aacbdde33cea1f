import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Language } from '../../base/language.ts';
import { Problem } from '../../base/problem.ts';
import type { AccountKit } from '../account-kit.ts';
import { codeText } from '../chat/heard.ts';
import type { ChannelTokens } from './channel-token.ts';
import type { LineAnswer, LineApi, LineCall } from './line-api.ts';
import type { LineChannel } from './line-channels.ts';
import { type MenuDesign, menuDesign, menuSize, pictureName, shortHash, spokenLabel } from './menu-design.ts';
import { clip } from './message-limits.ts';

export interface MenuParts {
  readonly api: LineApi;
  readonly tokens: ChannelTokens;
  /** Folder of the pictures; the project's own unless told. */
  readonly pictures?: string;
}

const noPicture = {
  code: 'line.no-menu-picture',
  status: 500,
  title: 'The menu of {account} in {language} has no picture {file}; draw it: node content/menus/draw.ts.',
} as const;
const refused = {
  code: 'line.menu-refused',
  status: 502,
  title: 'LINE did not take a call for the menu of {account}: {call} gave {status} {message} (request {requestId}).',
} as const;

const ownPictures = join(import.meta.dirname, '..', '..', '..', 'content', 'menus');
/** Only menus whose name begins so are ever changed or deleted. The rest of a name is language and content: no one's state. */
const ourPrefix = 'mimamori ';
const barTextGraphemes = 14;

/**
 * Lays out the account's menus: one a language, each reached by an alias, Japanese for whoever chose no other. Idempotent: what
 * is there stays. Where words or pictures changed, residents are moved to the new menu before the old one goes.
 * @returns whether all is done; LINE may still be moving residents.
 * @throws Problem `line.no-menu-picture`, `line.menu-refused`; calling again goes on where it stopped.
 */
export async function provideMenus(parts: MenuParts, kit: AccountKit, channel: LineChannel): Promise<boolean> {
  const call = caller(parts, kit, channel);
  const wanted = await Promise.all(
    kit.content.account.languages.map((language) => menuOf(kit, language, parts.pictures ?? ownPictures)),
  );
  const [there, aliases] = [await listMenus(call), await listAliases(call)];
  const current = new Map<Language, string>();
  for (const menu of wanted) current.set(menu.language, await provideMenu(call, menu, there, aliases));
  await setDefault(call, current.get('ja')!);
  const kept = new Set(current.values());
  const outdated = there.filter(({ name, id }) => name.startsWith(ourPrefix) && !kept.has(id));
  if (outdated.length === 0) return true;
  if (!(await moveResidents(call, outdated, current))) return false;
  for (const { id } of outdated) await call({ method: 'DELETE', path: `${menus}/${id}` }, [404]);
  return true;
}

/**
 * Gives one resident the menu in their language. An effect on LINE's side: to be called after the transaction that changed the
 * language. @returns whether LINE took it; the menu in the old language stays otherwise.
 */
export async function linkMenu(
  parts: Pick<MenuParts, 'api' | 'tokens'>,
  channel: LineChannel,
  lineUserId: string,
  language: Language,
): Promise<boolean> {
  const token = await parts.tokens.of(channel);
  if (!token) return false;
  const ofUser = `/v2/bot/user/${encodeURIComponent(lineUserId)}/richmenu`;
  // The default is Japanese: whoever has no menu of their own sees it.
  if (language === 'ja') {
    return (await parts.api.call({ host: 'api', method: 'DELETE', path: ofUser, token })).status === 200;
  }
  const alias = await parts.api.call({
    host: 'api',
    method: 'GET',
    path: `${menus}/alias/${aliasOf(language)}`,
    token,
  });
  const id = (alias.body as { richMenuId?: string } | undefined)?.richMenuId;
  if (alias.status !== 200 || !id) return false;
  return (await parts.api.call({ host: 'api', method: 'POST', path: `${ofUser}/${id}`, token })).status === 200;
}

const menus = '/v2/bot/richmenu';
const aliasOf = (language: Language): string => `mimamori-${language}`;

interface WantedMenu {
  readonly language: Language;
  readonly name: string;
  readonly json: Readonly<Record<string, unknown>>;
  readonly picture: Buffer;
}
interface KnownMenu {
  readonly id: string;
  readonly name: string;
}

async function menuOf(kit: AccountKit, language: Language, folder: string): Promise<WantedMenu> {
  const design = menuDesign(kit.words, kit.content.account, language);
  const file = join(folder, pictureName(design));
  const picture = await readFile(file).catch(() => {
    throw new Problem(noPicture, { account: kit.slug, language, file });
  });
  const json = menuJson(kit, design);
  return { language, name: `${ourPrefix}${language} ${shortHash(JSON.stringify(json), picture)}`, json, picture };
}

/** The menu as LINE wants it, but for its name. */
export function menuJson(kit: AccountKit, design: MenuDesign): Readonly<Record<string, unknown>> {
  const inChat = kit.content.account.answerMode === 'chat';
  const tiles = design.tiles.map(({ tile, label, bounds }) => ({
    bounds,
    action:
      inChat && (tile === 'report' || tile === 'guidance')
        ? { type: 'postback', label: spokenLabel(label), data: codeText({ kind: 'menu', target: tile }) }
        : { type: 'uri', label: spokenLabel(label), uri: kit.urls.inChat(tile) },
  }));
  const tabs = design.tabs.map(({ language, label, bounds }) => ({
    bounds,
    action: { type: 'postback', label: spokenLabel(label), data: codeText({ kind: 'language', language }) },
  }));
  const chatBarText = clip(kit.words(design.language)('menu.title'), barTextGraphemes);
  return { size: menuSize, selected: true, chatBarText, areas: [...tiles, ...tabs] };
}

type Call = (
  request: Omit<LineCall, 'token' | 'host'> & { host?: 'data' },
  fine?: readonly number[],
) => Promise<LineAnswer>;

/** Calls LINE as the account's bot. @throws Problem `line.menu-refused` unless LINE takes it or answers with a `fine` status. */
function caller(parts: MenuParts, kit: AccountKit, channel: LineChannel): Call {
  return async (request, fine = []) => {
    const token = await parts.tokens.of(channel);
    const answer: LineAnswer = token
      ? await parts.api.call({ host: 'api', ...request, token })
      : { status: 0, message: 'no channel access token', requestId: undefined, body: undefined };
    if (answer.status === 401) parts.tokens.forget(channel);
    if ((answer.status >= 200 && answer.status < 300) || fine.includes(answer.status)) return answer;
    throw new Problem(refused, {
      account: kit.slug,
      call: `${request.method} ${request.path}`,
      status: answer.status,
      message: answer.message,
      requestId: answer.requestId ?? 'none',
    });
  };
}

async function listMenus(call: Call): Promise<KnownMenu[]> {
  const { body } = await call({ method: 'GET', path: `${menus}/list` });
  const { richmenus = [] } = (body ?? {}) as { richmenus?: { richMenuId: string; name: string }[] };
  return richmenus.map(({ richMenuId, name }) => ({ id: richMenuId, name }));
}

/** Menu ids by alias. */
async function listAliases(call: Call): Promise<Map<string, string>> {
  const { body } = await call({ method: 'GET', path: `${menus}/alias/list` });
  const { aliases = [] } = (body ?? {}) as { aliases?: { richMenuAliasId: string; richMenuId: string }[] };
  return new Map(aliases.map(({ richMenuAliasId, richMenuId }) => [richMenuAliasId, richMenuId]));
}

/** The id of the menu, made unless it is there. The alias is set last: a menu without it was left without its picture. */
async function provideMenu(
  call: Call,
  menu: WantedMenu,
  there: readonly KnownMenu[],
  aliases: ReadonlyMap<string, string>,
): Promise<string> {
  const alias = aliasOf(menu.language);
  const aliased = aliases.get(alias);
  if (there.some(({ id, name }) => id === aliased && name === menu.name)) return aliased!;
  const made = await call({ method: 'POST', path: menus, json: { ...menu.json, name: menu.name } });
  const { richMenuId } = made.body as { richMenuId: string };
  await call({
    host: 'data',
    method: 'POST',
    path: `${menus}/${richMenuId}/content`,
    bytes: { type: 'image/png', body: menu.picture },
  });
  await call(
    aliased
      ? { method: 'POST', path: `${menus}/alias/${alias}`, json: { richMenuId } }
      : { method: 'POST', path: `${menus}/alias`, json: { richMenuAliasId: alias, richMenuId } },
  );
  return richMenuId;
}

const everyone = '/v2/bot/user/all/richmenu';

async function setDefault(call: Call, id: string): Promise<void> {
  const { body } = await call({ method: 'GET', path: everyone }, [404]);
  if ((body as { richMenuId?: string } | undefined)?.richMenuId !== id) {
    await call({ method: 'POST', path: `${everyone}/${id}` });
  }
}

const progressChecks = 10;
const progressEveryMs = 1000;

/**
 * Residents with an outdated menu get the new one in the same language; a menu that is deleted under them would leave them with
 * the Japanese one. @returns false while LINE is still at it: then the old menus stay until the next time.
 */
async function moveResidents(
  call: Call,
  outdated: readonly KnownMenu[],
  current: ReadonlyMap<Language, string>,
): Promise<boolean> {
  const operations = outdated.flatMap(({ id, name }) => {
    const to = current.get(name.slice(ourPrefix.length).split(' ')[0] as Language);
    return to ? [{ type: 'link', from: id, to }] : [];
  });
  if (operations.length === 0) return true;
  const { requestId } = await call({ method: 'POST', path: `${menus}/batch`, json: { operations } });
  if (!requestId) return false;
  for (let check = 0; check < progressChecks; check += 1) {
    const { body } = await call({ method: 'GET', path: `${menus}/progress/batch?requestId=${requestId}` }, [404]);
    const { phase } = (body ?? {}) as { phase?: string };
    if (phase === 'succeeded') return true;
    if (phase === 'failed') return false;
    await sleep(progressEveryMs);
  }
  return false;
}
