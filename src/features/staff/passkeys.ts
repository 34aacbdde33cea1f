import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { StaffId } from '../../base/ids.ts';
import { Problem } from '../../base/problem.ts';
import { challengeMs, noSuchPasskey, passkeyRefused, type StaffMember } from './model.ts';
import * as store from './passkey-store.ts';
import { auditInAccounts, type OpenedSession, openSession, type SessionParts } from './sessions.ts';
import { memberById } from './store.ts';

/**
 * Where the console is reached: passkeys are bound to it. Taken from the request: a browser signs for the site that it shows,
 * so another site's page gets no answer that fits.
 */
export interface Site {
  /** 'https://console.example.jp' */
  readonly origin: string;
  /** 'console.example.jp' */
  readonly hostname: string;
}

export async function passkeyRegistrationOptions(
  parts: SessionParts,
  member: StaffMember,
  site: Site,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const known = await store.passkeysOf(parts.db, member.staffId);
  const options = await generateRegistrationOptions({
    rpName: 'Mimamori',
    rpID: site.hostname,
    userID: new Uint8Array(Buffer.from(member.staffId)),
    userName: member.login,
    userDisplayName: member.name,
    attestationType: 'none',
    // Kept by the device, so that signing in needs no login and tells nobody which logins exist.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: known.map(({ passkeyId, transports }) => ({ id: passkeyId, transports: [...transports] })),
    timeout: challengeMs,
  });
  await giveChallenge(parts, options.challenge, 'register', member.staffId);
  return options;
}

/** @throws Problem `staff.passkey-refused` */
export async function registerPasskey(
  parts: SessionParts,
  member: StaffMember,
  site: Site,
  given: { readonly response: RegistrationResponseJSON; readonly label: string },
): Promise<void> {
  const challenge = await takeChallengeOf(parts, given.response.response.clientDataJSON, 'register', member.staffId);
  const verified = await orRefused(
    verifyRegistrationResponse({
      response: given.response,
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.hostname,
      requireUserVerification: true,
    }),
  );
  if (!verified.verified) throw new Problem(passkeyRefused);
  const { credential } = verified.registrationInfo;
  const added = await store.addPasskey(parts.db, {
    passkeyId: credential.id,
    staffId: member.staffId,
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    transports: credential.transports ?? [],
    label: given.label,
    createdAt: parts.now(),
  });
  if (!added) throw new Problem(passkeyRefused);
  await auditInAccounts(parts, member.staffId, 'staff.passkey-added', {});
}

/** Names no login: the device offers what it holds for this site. */
export async function passkeySignInOptions(
  parts: SessionParts,
  site: Site,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const options = await generateAuthenticationOptions({
    rpID: site.hostname,
    userVerification: 'required',
    timeout: challengeMs,
  });
  await giveChallenge(parts, options.challenge, 'sign-in', null);
  return options;
}

/** @throws Problem `staff.passkey-refused` */
export async function signInByPasskey(
  parts: SessionParts,
  site: Site,
  response: AuthenticationResponseJSON,
): Promise<OpenedSession> {
  const challenge = await takeChallengeOf(parts, response.response.clientDataJSON, 'sign-in', null);
  const passkey = await store.passkeyById(parts.db, response.id);
  const member = passkey && (await memberById(parts.db, passkey.staffId));
  if (!passkey || !member) throw new Problem(passkeyRefused);
  const { verified, authenticationInfo } = await orRefused(
    verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.hostname,
      credential: {
        id: passkey.passkeyId,
        publicKey: new Uint8Array(passkey.publicKey),
        counter: passkey.counter,
        transports: [...passkey.transports],
      },
      requireUserVerification: true,
    }),
  );
  if (!verified) throw new Problem(passkeyRefused);
  await store.markPasskeyUsed(parts.db, passkey.passkeyId, authenticationInfo.newCounter, parts.now());
  return openSession(parts, member.staffId, 'passkey');
}

export async function passkeysOf(parts: SessionParts, staffId: StaffId): Promise<readonly store.PasskeyRow[]> {
  return store.passkeysOf(parts.db, staffId);
}

/** @throws Problem `staff.no-such-passkey` */
export async function removePasskey(parts: SessionParts, staffId: StaffId, passkeyId: string): Promise<void> {
  if (!(await store.removePasskey(parts.db, staffId, passkeyId))) throw new Problem(noSuchPasskey);
  await auditInAccounts(parts, staffId, 'staff.passkey-removed', {});
}

async function giveChallenge(
  parts: SessionParts,
  challenge: string,
  purpose: store.ChallengePurpose,
  staffId: StaffId | null,
): Promise<void> {
  const now = parts.now();
  const expiresAt = new Date(now.getTime() + challengeMs);
  await store.addChallenge(parts.db, { challenge, staffId, purpose, now, expiresAt });
}

/** The challenge that the client says it signed, if we gave it for this purpose, to this person, and it is still unused. */
async function takeChallengeOf(
  parts: SessionParts,
  clientDataJson: string,
  purpose: store.ChallengePurpose,
  staffId: StaffId | null,
): Promise<string> {
  const challenge = challengeIn(clientDataJson);
  const taken =
    challenge !== undefined && (await store.takeChallenge(parts.db, challenge, purpose, staffId, parts.now()));
  if (!taken) throw new Problem(passkeyRefused);
  return challenge;
}

function challengeIn(clientDataJson: string): string | undefined {
  try {
    const { challenge } = JSON.parse(Buffer.from(clientDataJson, 'base64url').toString()) as { challenge?: unknown };
    return typeof challenge === 'string' ? challenge : undefined;
  } catch {
    return undefined;
  }
}

/** The library throws for whatever does not fit; which part it was is of use to an attacker alone. */
async function orRefused<T>(verification: Promise<T>): Promise<T> {
  try {
    return await verification;
  } catch {
    throw new Problem(passkeyRefused);
  }
}
