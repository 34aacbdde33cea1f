import { createHmac } from 'node:crypto';

/**
 * The body as LINE writes it: JSON with every character beyond ASCII escaped (`\uD83E\uDD28`), so that a bot that
 * parses and writes again before checking the signature is found out.
 */
export function webhookBody(destination: string, events: readonly unknown[]): Buffer {
  const json = JSON.stringify({ destination, events });
  const ascii = json.replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
  return Buffer.from(ascii, 'latin1');
}

/** `x-line-signature`: HMAC-SHA256 of the raw bytes under the channel secret, base64. */
export function signature(channelSecret: string, body: Buffer): string {
  return createHmac('sha256', channelSecret).update(body).digest('base64');
}
