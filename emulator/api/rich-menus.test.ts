import { deflateSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { befriend, CHANNEL, type Fixture, startFixture } from '../test/fixture.ts';
import { imageSize } from '../validate/rich-menu.ts';

let f: Fixture;
beforeEach(async () => {
  f = await startFixture();
});
afterEach(() => f.close());

const AREA = {
  bounds: { x: 0, y: 0, width: 800, height: 540 },
  action: { type: 'message', label: '登録', text: '登録' },
};
const MENU = {
  size: { width: 800, height: 540 },
  selected: true,
  name: 'home',
  chatBarText: 'メニュー',
  areas: [AREA],
};

/** A PNG's signature, header and some data: as much as is looked at. */
function png(width: number, height: number): Buffer {
  const header = Buffer.alloc(25);
  header.writeUInt32BE(13, 0);
  header.write('IHDR', 4);
  header.writeUInt32BE(width, 8);
  header.writeUInt32BE(height, 12);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    header,
    deflateSync(Buffer.alloc(64)),
  ]);
}

async function create(menu: object = MENU): Promise<string> {
  return (await f.api('POST', '/v2/bot/richmenu', menu)).json.richMenuId as string;
}
function upload(id: string, image: Buffer, type = 'image/png'): Promise<Response> {
  const headers = { authorization: `Bearer ${CHANNEL.accessToken}`, 'content-type': type };
  return fetch(`${f.emulator.url}/v2/bot/richmenu/${id}/content`, {
    method: 'POST',
    headers,
    body: new Uint8Array(image),
  });
}
async function ready(menu: object = MENU): Promise<string> {
  const id = await create(menu);
  await upload(id, png(800, 540));
  return id;
}
const shown = async () => ((await f.desk('GET', `phones/${f.userId}/messages`)).json.menu as { id: string } | null)?.id;

describe('rich menus', () => {
  it('are made, listed, read and deleted', async () => {
    const id = await create();
    expect((await f.api('GET', `/v2/bot/richmenu/${id}`)).json).toEqual({ richMenuId: id, ...MENU });
    expect((await f.api('GET', '/v2/bot/richmenu/list')).json.richmenus).toHaveLength(1);
    expect((await f.api('DELETE', `/v2/bot/richmenu/${id}`)).status).toBe(200);
    expect((await f.api('GET', `/v2/bot/richmenu/${id}`)).status).toBe(404);
  });

  it.each([
    ['narrower than 800', { size: { width: 799, height: 500 } }],
    ['too high for its width', { size: { width: 800, height: 600 } }],
    ['with an area outside', { areas: [{ ...AREA, bounds: { ...AREA.bounds, x: 1 } }] }],
    ['with 21 areas', { areas: Array.from({ length: 21 }, () => AREA) }],
    ['with 15 letters in the bar', { chatBarText: 'あ'.repeat(15) }],
    ['with the camera', { areas: [{ ...AREA, action: { type: 'camera', label: 'a' } }] }],
  ])('are refused %s', async (_what, wrong) => {
    expect((await f.api('POST', '/v2/bot/richmenu', { ...MENU, ...wrong })).status).toBe(400);
    expect((await f.api('POST', '/v2/bot/richmenu/validate', { ...MENU, ...wrong })).status).toBe(400);
  });

  it('take one picture, of their own size, PNG or JPEG, up to 1 MB', async () => {
    const id = await create();
    expect((await upload(id, png(800, 541))).status).toBe(400);
    expect((await upload(id, png(800, 540), 'image/jpeg')).status).toBe(400);
    expect((await upload(id, Buffer.from('GIF89a'), 'image/gif')).status).toBe(415);
    expect((await upload(id, Buffer.concat([png(800, 540), Buffer.alloc(1_024 * 1_024)]))).status).toBe(413);
    expect((await upload(id, png(800, 540))).status).toBe(200);
    expect((await upload(id, png(800, 540))).status).toBe(400);
    const headers = { authorization: `Bearer ${CHANNEL.accessToken}` };
    const image = await fetch(`${f.emulator.url}/v2/bot/richmenu/${id}/content`, { headers });
    expect(Buffer.from(await image.arrayBuffer())).toEqual(png(800, 540));
  });

  it('cannot be used before they have a picture', async () => {
    const id = await create();
    expect((await f.api('POST', `/v2/bot/user/all/richmenu/${id}`)).json.message).toContain(
      'must upload richmenu image',
    );
    expect((await f.api('POST', `/v2/bot/user/${f.userId}/richmenu/${id}`)).status).toBe(400);
  });

  it("show on the phone: a person's own before the default", async () => {
    await befriend(f);
    const common = await ready();
    const own = await ready({ ...MENU, name: 'consented' });
    expect(await shown()).toBeUndefined();
    await f.api('POST', `/v2/bot/user/all/richmenu/${common}`);
    expect(await shown()).toBe(common);
    await f.api('POST', `/v2/bot/user/${f.userId}/richmenu/${own}`);
    expect(await shown()).toBe(own);
    expect((await f.api('GET', `/v2/bot/user/${f.userId}/richmenu`)).json).toEqual({ richMenuId: own });
    await f.api('DELETE', `/v2/bot/user/${f.userId}/richmenu`);
    expect(await shown()).toBe(common);
    expect((await f.api('GET', `/v2/bot/user/${f.userId}/richmenu`)).status).toBe(404);
    await f.api('DELETE', '/v2/bot/user/all/richmenu');
    expect(await shown()).toBeUndefined();
  });

  it('are linked to many, and unlinked', async () => {
    await befriend(f);
    const id = await ready();
    const many = { richMenuId: id, userIds: [f.userId] };
    expect((await f.api('POST', '/v2/bot/richmenu/bulk/link', many)).status).toBe(202);
    expect(await shown()).toBe(id);
    expect((await f.api('POST', '/v2/bot/richmenu/bulk/unlink', { userIds: [f.userId] })).status).toBe(202);
    expect(await shown()).toBeUndefined();
  });

  it('are moved in batches', async () => {
    await befriend(f);
    const [a, b] = [await ready(), await ready()];
    await f.api('POST', `/v2/bot/user/${f.userId}/richmenu/${a}`);
    const moved = await f.api('POST', '/v2/bot/richmenu/batch', { operations: [{ type: 'link', from: a, to: b }] });
    expect(moved.status).toBe(202);
    expect(await shown()).toBe(b);
    const id = moved.headers.get('x-line-request-id');
    expect((await f.api('GET', `/v2/bot/richmenu/progress/batch?requestId=${id}`)).json).toMatchObject({
      phase: 'succeeded',
    });
  });

  it('have aliases, by which the phone switches tabs and the account hears of it', async () => {
    await befriend(f);
    const second = await ready();
    const first = await ready({
      ...MENU,
      areas: [{ ...AREA, action: { type: 'richmenuswitch', label: '次へ', richMenuAliasId: 'second', data: 'tab=2' } }],
    });
    const alias = { richMenuAliasId: 'second', richMenuId: second };
    expect((await f.api('POST', '/v2/bot/richmenu/alias', alias)).status).toBe(200);
    expect((await f.api('POST', '/v2/bot/richmenu/alias', alias)).json.message).toBe('conflict richmenu alias id');
    expect((await f.api('GET', '/v2/bot/richmenu/alias/second')).json).toEqual(alias);
    expect((await f.api('GET', '/v2/bot/richmenu/alias/list')).json).toEqual({ aliases: [alias] });
    await f.api('POST', `/v2/bot/user/all/richmenu/${first}`);
    await f.desk('POST', `phones/${f.userId}/press`, { label: '次へ' });
    expect(await shown()).toBe(second);
    expect(f.bot.events.at(-1)?.postback).toEqual({
      data: 'tab=2',
      params: { newRichMenuAliasId: 'second', status: 'SUCCESS' },
    });
    expect((await f.api('POST', '/v2/bot/richmenu/alias/second', { richMenuId: first })).status).toBe(200);
    expect((await f.api('DELETE', '/v2/bot/richmenu/alias/second')).status).toBe(200);
    expect((await f.api('GET', '/v2/bot/richmenu/alias/second')).status).toBe(404);
  });
});

describe('the size of a picture', () => {
  it('is read from a JPEG past its other segments', () => {
    const app = Buffer.from([0xff, 0xe0, 0x00, 0x04, 0x00, 0x00]);
    const frame = Buffer.from([0xff, 0xc0, 0x00, 0x0b, 0x08, 0x02, 0x1c, 0x03, 0x20, 0x01, 0x00, 0x00]);
    const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8]), app, frame]);
    expect(imageSize(jpeg)).toEqual({ type: 'image/jpeg', width: 800, height: 540 });
  });

  it('is unknown for anything else', () => {
    expect(imageSize(Buffer.from('GIF89a'))).toBeUndefined();
    expect(imageSize(Buffer.alloc(0))).toBeUndefined();
    expect(imageSize(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x00]))).toBeUndefined();
  });
});
