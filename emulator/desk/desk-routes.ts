import { webhookTestReport } from '../api/account.ts';
import { parseFaultRequest } from '../faults.ts';
import { type Answer, bytes, type Call, json } from '../http/answer.ts';
import type { Route } from '../http/router.ts';
import { Refusal } from '../resident/refusal.ts';
import type { ChannelConfig, LocalText, NextThing } from '../types.ts';
import type { WebhookSender } from '../webhook/sender.ts';
import type { World } from '../world.ts';
import { done, type Order, readOrder } from './orders.ts';
import { accountView, castView, clockView, faultsView } from './views.ts';

export type DeskLink = { readonly text: LocalText; readonly url: string };
export type DeskSettings = { readonly title: LocalText; readonly links: readonly DeskLink[] };

const HOUR_MS = 3_600_000;

/** `/_/…`: the clock, faults, the log, accounts; what the desk page shows and changes. */
export function deskRoutes(world: World, sender: WebhookSender, settings: DeskSettings): Route[] {
  const route = (method: string, path: string, handle: (call: Call) => unknown): Route => ({
    method,
    path: `/_/${path}`,
    handle: async (call): Promise<Answer> => done(await handle(call)),
  });
  const channelOf = (call: Call) => {
    const channel = world.channels.get(call.params.channelId ?? '');
    if (!channel) throw new Refusal(`There is no account "${call.params.channelId}".`, 404);
    return channel;
  };
  return [
    route('GET', 'desk', () => ({
      ...settings,
      clock: clockView(world),
      cast: castView(world),
      accounts: [...world.channels.values()].map(accountView),
      ...faultsView(world),
      next: world.next,
    })),
    route('GET', 'clock', () => clockView(world)),
    route('POST', 'clock', async (call) => setClock(world, await readOrder(call))),
    route('GET', 'faults', () => faultsView(world)),
    route('POST', 'faults', async (call) => addFault(world, await readOrder(call))),
    route('DELETE', 'faults', () => {
      world.faults.clear();
      return faultsView(world);
    }),
    route('DELETE', 'faults/:id', (call) => {
      if (!world.faults.remove(Number(call.params.id))) throw new Refusal('There is no such fault.', 404);
      return faultsView(world);
    }),
    route('GET', 'deliveries', () => world.deliveries.list()),
    route('DELETE', 'deliveries', () => {
      world.deliveries.clear();
      return { ok: true };
    }),
    {
      method: 'GET',
      path: '/_/deliveries.csv',
      handle: () =>
        bytes('text/csv; charset=utf-8', world.deliveries.csv(), {
          'content-disposition': 'attachment; filename="deliveries.csv"',
        }),
    },
    route('GET', 'accounts', () => [...world.channels.values()].map(accountView)),
    route('POST', 'accounts', async (call) => addAccount(world, await readOrder(call))),
    route('POST', 'accounts/:channelId/verify', async (call) =>
      webhookTestReport(await sender.verify(channelOf(call)), world.now()),
    ),
    route('POST', 'accounts/:channelId/settings', async (call) => {
      const channel = channelOf(call);
      const order = await readOrder(call);
      if (order.has('redelivery')) channel.redelivery = order.any('redelivery') === true;
      if (order.has('webhookActive')) channel.webhookActive = order.any('webhookActive') === true;
      world.tell({ of: 'desk', part: 'accounts' });
      return accountView(channel);
    }),
    route('POST', 'next', async (call) => {
      world.next = readNext((await readOrder(call)).any('next'));
      world.tell({ of: 'desk', part: 'next' });
      return world.next;
    }),
    { method: 'GET', path: '/_/accounts/:channelId/richmenus/:menuId/image', handle: (call) => menuImage(world, call) },
    { method: 'GET', path: '/_/accounts/:channelId/contents/:messageId', handle: (call) => sentContent(world, call) },
  ];
}

/** `{by: ms}`, `{to: date and time, backwards?: true}`, or `{nextMorning: hour}`. Answers when every listener is done. */
async function setClock(world: World, order: Order) {
  try {
    if (order.has('by')) await world.clock.jumpBy(order.number('by'));
    else if (order.has('nextMorning')) await world.clock.jumpToNextMorning(order.number('nextMorning'));
    else if (order.has('hours')) await world.clock.jumpBy(order.number('hours') * HOUR_MS);
    else await world.clock.jumpTo(order.text('to'), { backwards: order.any('backwards') === true });
  } catch (error) {
    if (error instanceof RangeError) throw new Refusal(error.message);
    throw error;
  }
  return clockView(world);
}

function addFault(world: World, order: Order) {
  const names = ['kind', 'scope', 'times', 'endpoint', 'channelId', 'status', 'delayMs'];
  const fields = Object.fromEntries(names.flatMap((name) => (order.has(name) ? [[name, order.any(name)]] : [])));
  try {
    world.faults.add(parseFaultRequest(fields));
  } catch (error) {
    throw new Refusal(error instanceof Error ? error.message : String(error));
  }
  return faultsView(world);
}

function addAccount(world: World, order: Order) {
  try {
    return accountView(world.addChannel(order.record('account') as unknown as ChannelConfig));
  } catch (error) {
    throw new Refusal(error instanceof Error ? error.message : String(error));
  }
}

function readNext(value: unknown): NextThing[] {
  if (!Array.isArray(value)) throw new Refusal('"next" must be a list of {at, text: {ja, en}}.');
  return value.map((one: { at?: unknown; text?: { ja?: unknown; en?: unknown; easy?: unknown } }) => {
    const at = new Date(String(one?.at)).getTime();
    const { ja, en, easy } = one?.text ?? {};
    if (Number.isNaN(at) || typeof ja !== 'string' || typeof en !== 'string') {
      throw new Refusal('Each of "next" needs "at" (a date and time) and "text" with "ja" and "en".');
    }
    return { at, text: { ja, en, ...(typeof easy === 'string' ? { easy } : {}) } };
  });
}

function menuImage(world: World, call: Call): Answer {
  const image = world.channels.get(call.params.channelId ?? '')?.richMenus.get(call.params.menuId ?? '')?.image;
  // A menu's picture never changes: LINE allows one upload.
  const kept = { 'cache-control': 'private, max-age=31536000, immutable' };
  return image ? bytes(image.type, image.bytes, kept) : json({ message: 'There is no such picture.' }, 404);
}

function sentContent(world: World, call: Call): Answer {
  const content = world.channels.get(call.params.channelId ?? '')?.contents.get(call.params.messageId ?? '');
  return content ? bytes(content.type, content.bytes) : json({ message: 'There is no such content.' }, 404);
}
