import { richMenuAction } from './action.ts';
import { boolean, integer, isRecord, list, object, type Rule, required, text, words } from './rule.ts';

/** Rich menus: at most 20 areas inside a picture of 800–2500 px width, 250 px height or more, ratio 1.45 or more. */

const bounds = object({
  x: required(integer(0)),
  y: required(integer(0)),
  width: required(integer(1)),
  height: required(integer(1)),
});

const geometry: Rule = (value, at, found) => {
  if (!isRecord(value) || !isRecord(value.size)) return;
  const { width, height } = value.size;
  if (typeof width !== 'number' || typeof height !== 'number') return;
  if (width / height < 1.45) found.push({ message: 'The aspect ratio must be 1.45 or more', property: `${at}size` });
  if (!Array.isArray(value.areas)) return;
  value.areas.forEach((area, index) => {
    const b = isRecord(area) && isRecord(area.bounds) ? area.bounds : undefined;
    if (b && (Number(b.x) + Number(b.width) > width || Number(b.y) + Number(b.height) > height)) {
      found.push({ message: 'Must lie within the size of the rich menu', property: `${at}areas[${index}].bounds` });
    }
  });
};

export const richMenu: Rule = object(
  {
    size: required(object({ width: required(integer(800, 2_500)), height: required(integer(250)) })),
    selected: required(boolean),
    name: required(words(300)),
    chatBarText: required(words(14)),
    areas: required(list(object({ bounds: required(bounds), action: required(richMenuAction) }), 0, 20)),
  },
  geometry,
);

export const richMenuAlias = object({
  richMenuAliasId: required(text({ max: 32, pattern: /^[a-z0-9_-]{1,32}$/ })),
  richMenuId: required(text()),
});
export const richMenuAliasUpdate = object({ richMenuId: required(text()) });
export const bulkLink = object({ richMenuId: required(text()), userIds: required(list(text(), 1, 500)) });
export const bulkUnlink = object({ userIds: required(list(text(), 1, 500)) });

/** The kind and size in pixels of a PNG or JPEG, read from its first bytes; undefined for anything else. */
export function imageSize(
  bytes: Buffer,
): { type: 'image/png' | 'image/jpeg'; width: number; height: number } | undefined {
  if (bytes.length > 24 && bytes.readUInt32BE(0) === 0x89504e47) {
    return { type: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  }
  if (bytes.length > 4 && bytes.readUInt16BE(0) === 0xffd8) return jpegSize(bytes);
  return undefined;
}

/** Walks the JPEG's segments to the start of frame (markers C0–CF but for C4, C8, CC). */
function jpegSize(bytes: Buffer): { type: 'image/jpeg'; width: number; height: number } | undefined {
  let at = 2;
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { type: 'image/jpeg', height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    }
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}
