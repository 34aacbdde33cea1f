/** What is held outside the database, and what is announced and not held at all. */
export interface HeldElsewhere {
  readonly items: readonly string[];
  readonly holds: string;
}

export const heldCookies: Readonly<Record<string, HeldElsewhere>> = {
  mimamori: { items: ['session_cookies'], holds: 'the secret of a resident’s browser, for a day' },
  mimamori_language: { items: ['language'], holds: 'the language chosen in a browser, for a year' },
  mimamori_staff: { items: ['staff_records'], holds: 'the secret of a browser of staff, until they sign out' },
};

/** Fields of a line of the log, the server's and those of errors. No line tells whom it is about. */
export const heldLogFields: Readonly<Record<string, HeldElsewhere>> = {
  level: { items: ['access_logs'], holds: 'how grave it is' },
  time: { items: ['access_logs'], holds: 'when' },
  msg: { items: ['access_logs'], holds: 'what happened: fixed words' },
  requestId: { items: ['access_logs'], holds: 'a random number for one request' },
  method: { items: ['access_logs'], holds: 'GET, POST …' },
  route: { items: ['access_logs'], holds: 'the kind of page: a path with :placeholders' },
  status: { items: ['access_logs'], holds: 'whether it worked' },
  ms: { items: ['access_logs'], holds: 'how long it took' },
  code: { items: ['access_logs'], holds: 'the code of a refusal' },
  err: { items: ['access_logs'], holds: 'an error, without the values that it speaks of' },
  account: { items: [], holds: 'which official account' },
  job: { items: [], holds: 'which of the server’s own jobs' },
  failures: { items: [], holds: 'how often it failed' },
  url: { items: [], holds: 'where the server listens' },
  accounts: { items: [], holds: 'how many accounts are open' },
  database: { items: [], holds: 'embedded or external' },
  processes: { items: [], holds: 'how many processes serve' },
  pid: { items: [], holds: 'which of them' },
  signal: { items: [], holds: 'what ended one of them' },
};

/** Items that policies may announce and that nothing here stores, and why not. */
export const announcedNotStored: Readonly<Record<string, string>> = {
  line_profile: 'never asked of LINE',
  real_name: 'no question asks for it',
  my_number: 'no question asks for it',
  payment_card: 'no question asks for it',
  location: 'answered with a contact point, then dropped',
  talk_content: 'words outside a question are answered, then dropped',
  device_info: 'the browser’s languages choose a page’s language; nothing of it is stored',
  faq_questions: 'the FAQ is a list to read; nothing is typed',
  inquiries: 'enquiries go to the office by telephone',
  rights_requests: 'requests beyond seeing, withdrawing and erasing go to the office',
  care_records: 'staff write no notes yet',
  provision_records: 'nothing is provided to anyone yet',
};
