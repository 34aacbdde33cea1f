import { type Answer, bytes, json, lineError } from '../http/answer.ts';
import type { JsonObject, StoredRichMenu } from '../types.ts';
import {
  bulkLink,
  bulkUnlink,
  imageSize,
  richMenu,
  richMenuAlias,
  richMenuAliasUpdate,
} from '../validate/rich-menu.ts';
import { list, object, required, text, union } from '../validate/rule.ts';
import { type BotCall, type Endpoint, MESSAGES } from './bot-api.ts';

/** Rich menus: made, given a picture, linked to people, set as default, reached by aliases. */

const MOST_MENUS = 1_000;
const MAX_IMAGE_BYTES = 1_024 * 1_024;

function menuOf(call: BotCall): StoredRichMenu | undefined {
  return call.channel.richMenus.get(call.params.richMenuId ?? '');
}

/** Every phone that may be looking at a menu of this account. */
function phonesChanged(call: BotCall, userIds?: Iterable<string>): void {
  const { world } = call.platform;
  for (const userId of userIds ?? world.friendIds(call.channel.config.channelId)) {
    if (!world.phones.get(userId)?.synthetic) world.tell({ of: 'phone', userId });
  }
}

function create(call: BotCall): Answer {
  if (call.channel.richMenus.size >= MOST_MENUS)
    return lineError(400, `The number of rich menus is limited to ${MOST_MENUS}`);
  const id = call.platform.world.ids.richMenuId();
  const { size, selected, name, chatBarText, areas } = call.json;
  const menu = { size, selected, name, chatBarText, areas } as JsonObject;
  call.channel.richMenus.set(id, { id, menu });
  return json({ richMenuId: id });
}

const shown = ({ id, menu }: StoredRichMenu) => ({ richMenuId: id, ...menu });

function remove(call: BotCall): Answer {
  const menu = menuOf(call);
  if (!menu) return lineError(404, MESSAGES.notFound);
  const { channel } = call;
  channel.richMenus.delete(menu.id);
  if (channel.defaultMenu === menu.id) channel.defaultMenu = undefined;
  for (const [userId, linked] of channel.menuOfUser) if (linked === menu.id) channel.menuOfUser.delete(userId);
  phonesChanged(call);
  return json({});
}

function upload(call: BotCall): Answer {
  const menu = menuOf(call);
  if (!menu) return lineError(404, MESSAGES.notFound);
  if (menu.image) return lineError(400, 'An image has already been uploaded to the richmenu');
  if (call.bytes.length === 0 || call.bytes.length > MAX_IMAGE_BYTES) return lineError(413, MESSAGES.tooLarge);
  const type = call.contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type !== 'image/png' && type !== 'image/jpeg')
    return lineError(415, `The content type, '${type}', is not supported`);
  const picture = imageSize(call.bytes);
  if (picture?.type !== type) return lineError(400, 'The image could not be read as the type it was sent as');
  const size = menu.menu.size as { width: number; height: number };
  if (picture.width !== size.width || picture.height !== size.height) {
    return lineError(
      400,
      `The image is ${picture.width} x ${picture.height} pixels, the rich menu ${size.width} x ${size.height}`,
    );
  }
  menu.image = { type, bytes: call.bytes };
  phonesChanged(call);
  return json({});
}

function download(call: BotCall): Answer {
  const image = menuOf(call)?.image;
  return image ? bytes(image.type, image.bytes) : lineError(404, MESSAGES.notFound);
}

/** LINE lets a menu be used only once it has its picture. */
function usable(menu: StoredRichMenu | undefined): Answer | undefined {
  if (!menu) return lineError(404, MESSAGES.notFound);
  return menu.image ? undefined : lineError(400, 'must upload richmenu image before applying it to user');
}

function setDefault(call: BotCall): Answer {
  const menu = menuOf(call);
  const refused = usable(menu);
  if (refused || !menu) return refused ?? lineError(404, MESSAGES.notFound);
  call.channel.defaultMenu = menu.id;
  phonesChanged(call);
  return json({});
}

function getDefault({ channel }: BotCall): Answer {
  return channel.defaultMenu ? json({ richMenuId: channel.defaultMenu }) : lineError(404, 'no default richmenu');
}

function clearDefault(call: BotCall): Answer {
  call.channel.defaultMenu = undefined;
  phonesChanged(call);
  return json({});
}

function link(call: BotCall): Answer {
  const menu = menuOf(call);
  const refused = usable(menu);
  if (refused || !menu) return refused ?? lineError(404, MESSAGES.notFound);
  const userId = call.params.userId ?? '';
  if (!call.platform.world.phones.has(userId)) return lineError(400, 'The user ID is invalid');
  call.channel.menuOfUser.set(userId, menu.id);
  phonesChanged(call, [userId]);
  return json({});
}

function linked(call: BotCall): Answer {
  const richMenuId = call.channel.menuOfUser.get(call.params.userId ?? '');
  return richMenuId ? json({ richMenuId }) : lineError(404, 'the user has no richmenu');
}

function unlink(call: BotCall): Answer {
  const userId = call.params.userId ?? '';
  call.channel.menuOfUser.delete(userId);
  phonesChanged(call, [userId]);
  return json({});
}

function linkMany(call: BotCall): Answer {
  const menu = call.channel.richMenus.get(String(call.json.richMenuId));
  const refused = usable(menu);
  if (refused || !menu) return refused ?? lineError(404, MESSAGES.notFound);
  const userIds = call.json.userIds as string[];
  for (const userId of userIds)
    if (call.platform.world.phones.has(userId)) call.channel.menuOfUser.set(userId, menu.id);
  phonesChanged(call, userIds);
  return json({}, 202);
}

function unlinkMany(call: BotCall): Answer {
  const userIds = call.json.userIds as string[];
  for (const userId of userIds) call.channel.menuOfUser.delete(userId);
  phonesChanged(call, userIds);
  return json({}, 202);
}

type Operation = { type: 'link' | 'unlink' | 'unlinkAll'; from?: string; to?: string };

function batch(call: BotCall): Answer {
  const operations = call.json.operations as Operation[];
  const { channel } = call;
  for (const operation of operations) {
    for (const [userId, current] of channel.menuOfUser) {
      if (operation.type === 'unlinkAll' || (operation.type === 'unlink' && current === operation.from)) {
        channel.menuOfUser.delete(userId);
      } else if (operation.type === 'link' && current === operation.from && operation.to) {
        channel.menuOfUser.set(userId, operation.to);
      }
    }
  }
  channel.menuBatches.set(call.requestId, call.platform.world.now());
  phonesChanged(call);
  return json({}, 202);
}

function batchProgress(call: BotCall): Answer {
  const at = call.channel.menuBatches.get(call.query.get('requestId') ?? '');
  if (at === undefined) return lineError(404, MESSAGES.notFound);
  const time = new Date(at).toISOString();
  return json({ phase: 'succeeded', acceptedTime: time, completedTime: time });
}

function createAlias(call: BotCall): Answer {
  const alias = String(call.json.richMenuAliasId);
  if (call.channel.menuAliases.has(alias)) return lineError(400, 'conflict richmenu alias id');
  return setAlias(call, alias);
}

function setAlias(call: BotCall, alias: string): Answer {
  const menu = call.channel.richMenus.get(String(call.json.richMenuId));
  if (!menu?.image) return lineError(400, 'richmenu not found');
  call.channel.menuAliases.set(alias, menu.id);
  return json({});
}

function updateAlias(call: BotCall): Answer {
  const alias = call.params.alias ?? '';
  return call.channel.menuAliases.has(alias) ? setAlias(call, alias) : lineError(404, 'richmenu alias not found');
}

function getAlias(call: BotCall): Answer {
  const richMenuAliasId = call.params.alias ?? '';
  const richMenuId = call.channel.menuAliases.get(richMenuAliasId);
  return richMenuId ? json({ richMenuAliasId, richMenuId }) : lineError(404, 'richmenu alias not found');
}

function removeAlias(call: BotCall): Answer {
  return call.channel.menuAliases.delete(call.params.alias ?? '')
    ? json({})
    : lineError(404, 'richmenu alias not found');
}

function aliases({ channel }: BotCall): Answer {
  return json({
    aliases: [...channel.menuAliases].map(([richMenuAliasId, richMenuId]) => ({ richMenuAliasId, richMenuId })),
  });
}

const batchBody = object({
  operations: required(
    list(
      union({
        link: object({ from: required(text()), to: required(text()) }),
        unlink: object({ from: required(text()) }),
        unlinkAll: object({}),
      }),
      1,
      1_000,
    ),
  ),
  resumeRequestKey: text({ max: 100, pattern: /^[a-zA-Z0-9_-]{1,100}$/ }),
});

const MENU = '/v2/bot/richmenu';
const ONE = `${MENU}/:richMenuId`;
const ALIAS = `${MENU}/alias/:alias`;
const EVERYONE = '/v2/bot/user/all/richmenu';
const PERSON = '/v2/bot/user/:userId/richmenu';

export const richMenuEndpoints: readonly Endpoint[] = [
  { method: 'POST', path: MENU, name: 'richmenu-create', body: richMenu, answer: create },
  { method: 'POST', path: `${MENU}/validate`, name: 'richmenu', body: richMenu, answer: () => json({}) },
  {
    method: 'GET',
    path: `${MENU}/list`,
    name: 'richmenu-list',
    answer: ({ channel }) => json({ richmenus: [...channel.richMenus.values()].map(shown) }),
  },
  {
    method: 'GET',
    path: ONE,
    name: 'richmenu',
    answer: (call) => {
      const menu = menuOf(call);
      return menu ? json(shown(menu)) : lineError(404, MESSAGES.notFound);
    },
  },
  { method: 'DELETE', path: ONE, name: 'richmenu-delete', answer: remove },
  { method: 'POST', path: `${ONE}/content`, name: 'richmenu-image', body: 'bytes', answer: upload },
  { method: 'GET', path: `${ONE}/content`, name: 'richmenu-image', answer: download },
  { method: 'POST', path: `${EVERYONE}/:richMenuId`, name: 'richmenu-default', answer: setDefault },
  { method: 'GET', path: EVERYONE, name: 'richmenu-default', answer: getDefault },
  { method: 'DELETE', path: EVERYONE, name: 'richmenu-default', answer: clearDefault },
  { method: 'POST', path: `${PERSON}/:richMenuId`, name: 'richmenu-link', answer: link },
  { method: 'GET', path: PERSON, name: 'richmenu-link', answer: linked },
  { method: 'DELETE', path: PERSON, name: 'richmenu-link', answer: unlink },
  { method: 'POST', path: `${MENU}/bulk/link`, name: 'richmenu-bulk', body: bulkLink, answer: linkMany },
  { method: 'POST', path: `${MENU}/bulk/unlink`, name: 'richmenu-bulk', body: bulkUnlink, answer: unlinkMany },
  { method: 'POST', path: `${MENU}/batch`, name: 'richmenu-batch', body: batchBody, answer: batch },
  { method: 'POST', path: `${MENU}/validate/batch`, name: 'richmenu', body: batchBody, answer: () => json({}) },
  { method: 'GET', path: `${MENU}/progress/batch`, name: 'richmenu', answer: batchProgress },
  { method: 'POST', path: `${MENU}/alias`, name: 'richmenu-alias', body: richMenuAlias, answer: createAlias },
  { method: 'GET', path: `${MENU}/alias/list`, name: 'richmenu-alias', answer: aliases },
  { method: 'POST', path: ALIAS, name: 'richmenu-alias', body: richMenuAliasUpdate, answer: updateAlias },
  { method: 'GET', path: ALIAS, name: 'richmenu-alias', answer: getAlias },
  { method: 'DELETE', path: ALIAS, name: 'richmenu-alias', answer: removeAlias },
];
