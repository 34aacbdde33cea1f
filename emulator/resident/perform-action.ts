import type { JsonObject } from '../types.ts';
import { Refusal } from './refusal.ts';
import type { Residents } from './residents.ts';

/** What pressing came to. What only the phone itself can do is handed back to it. */
export type Outcome =
  | { readonly did: 'sent'; readonly status?: number; readonly input?: { option: string; fillInText?: string } }
  | { readonly did: 'open'; readonly uri: string }
  | { readonly did: 'copy'; readonly text: string }
  | {
      readonly did: 'pick';
      readonly mode: string;
      readonly initial?: string;
      readonly min?: string;
      readonly max?: string;
    }
  | { readonly did: 'ask'; readonly for: 'camera' | 'cameraRoll' | 'location' };

const PICKED: Readonly<Record<string, RegExp>> = {
  date: /^\d{4}-\d{2}-\d{2}$/,
  time: /^\d{2}:\d{2}$/,
  datetime: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/,
};

/**
 * Presses a button of the account, as LINE's app would.
 * @param picked the date, time or both, once chosen, for a date-and-time picker
 */
export async function performAction(
  residents: Residents,
  userId: string,
  channelId: string,
  action: JsonObject,
  picked?: string,
): Promise<Outcome> {
  const words = (name: string) => (typeof action[name] === 'string' ? (action[name] as string) : undefined);
  residents.openChat(userId, channelId);
  switch (action.type) {
    case 'message': {
      const result = await residents.sendText(userId, channelId, words('text') ?? '', 'pressed-message');
      return sent(result.status);
    }
    case 'postback': {
      const data = { data: words('data') ?? '' };
      const result = await residents.postback(userId, channelId, data, words('displayText'));
      const said = words('text');
      if (said) await residents.sendText(userId, channelId, said, 'pressed-message');
      const option = words('inputOption');
      const fillInText = words('fillInText');
      const input = option ? { input: { option, ...(fillInText ? { fillInText } : {}) } } : {};
      return { ...sent(result.status), ...input };
    }
    case 'datetimepicker':
      return pick(residents, userId, channelId, action, picked);
    case 'richmenuswitch':
      return switchMenu(residents, userId, channelId, action);
    case 'uri':
      return { did: 'open', uri: words('uri') ?? '' };
    case 'clipboard':
      return { did: 'copy', text: words('clipboardText') ?? '' };
    case 'camera':
    case 'cameraRoll':
    case 'location':
      return { did: 'ask', for: action.type };
    default:
      throw new Refusal(`A phone cannot do "${String(action.type)}".`);
  }
}

const sent = (status: number | undefined): { did: 'sent'; status?: number } => ({
  did: 'sent',
  ...(status === undefined ? {} : { status }),
});

async function pick(
  residents: Residents,
  userId: string,
  channelId: string,
  action: JsonObject,
  picked: string | undefined,
): Promise<Outcome> {
  const mode = String(action.mode);
  if (picked === undefined) {
    const limits = ['initial', 'min', 'max'].flatMap((name) =>
      typeof action[name] === 'string' ? [[name, action[name]]] : [],
    );
    return { did: 'pick', mode, ...Object.fromEntries(limits) };
  }
  if (!PICKED[mode]?.test(picked)) throw new Refusal(`"${picked}" is not a ${mode}.`);
  const postback = { data: String(action.data ?? ''), params: { [mode]: picked } };
  const result = await residents.postback(userId, channelId, postback, picked.replace('T', ' '));
  return sent(result.status);
}

/** Another tab of the rich menu: the phone changes at once, and the account is told. */
async function switchMenu(
  residents: Residents,
  userId: string,
  channelId: string,
  action: JsonObject,
): Promise<Outcome> {
  const channel = residents.channel(channelId);
  const alias = String(action.richMenuAliasId ?? '');
  const menuId = channel.menuAliases.get(alias);
  const menu = menuId === undefined ? undefined : channel.richMenus.get(menuId);
  if (menu?.image) {
    channel.menuOfUser.set(userId, menu.id);
    residents.world.tell({ of: 'phone', userId });
  }
  const status = menu?.image ? 'SUCCESS' : menuId === undefined ? 'RICHMENU_ALIAS_ID_NOTFOUND' : 'RICHMENU_NOTFOUND';
  const params = { newRichMenuAliasId: alias, status };
  const result = await residents.postback(userId, channelId, { data: String(action.data ?? ''), params });
  return sent(result.status);
}
