import {
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser';
import { request } from './client.ts';
import type { Session } from './contract.ts';

export const signInWithPassword = (login: string, password: string) =>
  request<Session>('/session', { method: 'POST', body: { login, password } });

/** The device shows which passkeys it has for this console; the server decides whether the answer is good. */
export async function signInWithPasskey(): Promise<Session> {
  const { options } = await request<{ options: PublicKeyCredentialRequestOptionsJSON }>('/session/passkey/options', {
    method: 'POST',
    body: {},
  });
  const response = await startAuthentication({ optionsJSON: options });
  return request<Session>('/session/passkey', { method: 'POST', body: { response } });
}

export async function addPasskey(label: string): Promise<void> {
  const { options } = await request<{ options: PublicKeyCredentialCreationOptionsJSON }>('/me/passkeys/options', {
    method: 'POST',
    body: {},
  });
  const response = await startRegistration({ optionsJSON: options });
  await request('/me/passkeys', { method: 'POST', body: { response, label } });
}

export const removePasskey = (passkeyId: string) =>
  request<void>(`/me/passkeys/${encodeURIComponent(passkeyId)}`, { method: 'DELETE' });

export const signOut = () => request<void>('/session', { method: 'DELETE' });
