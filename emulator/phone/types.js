/**
 * Shapes that the phone's files share.
 * @typedef {Record<string, any>} Json an object that came from an account: checked by the emulator's validator
 * @typedef {{ ja: string, easy?: string, en: string }} Local a text given by the host in several languages
 * @typedef {{ type: string } & Json} Content
 * @typedef {{ id: string, at: number, from: 'account' | 'resident', content: Content, by: string, unsent?: boolean, read?: boolean }} Message
 * @typedef {{ channelId: string, displayName: string, displayNameEn: string, displayNameEasy: string, seal: string,
 *   about: { ja: string, easy?: string, en: string }, basicId: string, verified: boolean,
 *   friendship: 'stranger' | 'friend' | 'blocked', unread: number,
 *   last: { at: number, from: string, text: string } | null }} Account
 * @typedef {{ userId: string, name: string, note: { ja: string, easy?: string, en: string } | null,
 *   language: import('./words.js').Language, homeChannelId: string | null }} Owner
 * @typedef {{ now: number, phone: Owner, accounts: Account[] }} Home
 * @typedef {{ id: string, image: string, size: { width: number, height: number }, selected: boolean, chatBarText: string,
 *   areas: { bounds: { x: number, y: number, width: number, height: number }, action: Json }[] }} Menu
 * @typedef {{ now: number, account: Account, friendship: 'stranger' | 'friend' | 'blocked', unread: number, typingMs: number,
 *   messages: Message[], menu: Menu | null }} ChatState
 * @typedef {(action: Json) => void} Press
 * @typedef {{ words: import('./words.js').Speaker, press: Press, userId: string, channelId: string }} Showing
 */

export {};
