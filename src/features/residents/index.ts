/** Who is looked after, and from which chat? Owns `chat` and `resident`. */
export {
  addPerson,
  labelTooLong,
  type NewPerson,
  notYours,
  type Person,
  peopleOf,
  personOf,
  tooManyPeople,
} from './add-person.ts';
export { lockChat } from './chat-store.ts';
export { eraseChat, erasePerson } from './erase-person.ts';
export {
  chatOf,
  chatSession,
  chooseLanguage,
  findLineUser,
  keepChatSession,
  lineUserOf,
  markBlocked,
  markFollowed,
  meetLineUser,
  openWebChat,
} from './meet-chat.ts';
export type { Chat, Place, Profile, Resident } from './model.ts';
export { noSuchResident, type ResidentRecord, readResident } from './read-resident.ts';
export { shortCode } from './search-code.ts';
export {
  ageBands,
  codesOf,
  idsOfCode,
  type ResidentQuery,
  type ResidentRow,
  searchResidents,
  sexes,
} from './search-residents.ts';
export {
  type AnsweredChange,
  erasedBefore,
  keepAnswered,
  keepProfile,
  lockResident,
  removeTombstones,
} from './store.ts';
