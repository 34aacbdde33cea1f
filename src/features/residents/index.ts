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
export { eraseChat, erasePerson } from './erase-person.ts';
export {
  chatOf,
  chooseLanguage,
  findLineUser,
  lineUserOf,
  markBlocked,
  markFollowed,
  meetLineUser,
  openWebChat,
} from './meet-chat.ts';
export type { Chat, Place, Profile, Resident } from './model.ts';
export {
  type AnsweredChange,
  chatSession,
  keepAnswered,
  keepChatSession,
  keepProfile,
  lockResident,
} from './store.ts';
