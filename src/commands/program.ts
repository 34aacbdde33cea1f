import { Command, InvalidArgumentError, Option } from 'commander';
import { manual } from './manual.ts';
import { programVersion } from './program-version.ts';

/**
 * Every command of `mimamori`, with its words. A command's own code is imported only when it runs, so that `--help` is quick.
 * Parsing ends in a CommanderError where the command line is wrong, after one sentence on standard error.
 */
export function mimamoriProgram(): Command {
  const program = new Command('mimamori')
    .description('Looks after the residents of a prefecture in an epidemic, over LINE and the web.')
    .version(programVersion(), '--version', 'say which version this is')
    .helpOption('--help', 'show what can be done, or how a command is used')
    .helpCommand(false)
    .usage('<command> [options]')
    .addHelpText('after', () => `\n${manual()}`)
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(oneSentence(text)) })
    .configureHelp({
      visibleCommands: (command) => leavesOf(command),
      subcommandTerm: (command) => [pathOf(command), argumentsOf(command)].filter(Boolean).join(' '),
    });
  running(program);
  content(program);
  accounts(program);
  guidance(program);
  faq(program);
  followUp(program);
  peopleAndRecords(program);
  return program;
}

async function serverSettings() {
  const { readConfig } = await import('../platform/config/config.ts');
  const { createLog } = await import('../platform/log/log.ts');
  const config = readConfig(process.env);
  return { config, log: createLog({ level: config.LOG_LEVEL }) };
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 256)
    throw new InvalidArgumentError('Write a whole number from 1 to 256.');
  return number;
}

function running(program: Command): void {
  const group = 'Running it:';
  program
    .command('demo')
    .helpGroup(group)
    .description('a prefecture on a laptop: server, console and a phone to try it on (npm start)')
    .option('--fresh', 'begin anew: forget what the demo has stored')
    .action(async ({ fresh }: { fresh?: boolean }) =>
      (await import('./demo.ts')).demoCommand({ fresh: fresh ?? false }),
    );
  program
    .command('serve')
    .helpGroup(group)
    .description('run the server until Ctrl-C or SIGTERM')
    .option(
      '--processes <number>',
      'share the port among this many processes, such as one for each core',
      wholeNumber,
      1,
    )
    .action(async ({ processes }: { processes: number }) => {
      const { config, log } = await serverSettings();
      await (await import('./serve.ts')).serveCommand(config, log, { processes });
    });
  program
    .command('work')
    .helpGroup(group)
    .description('run schedules and send what waits, with no door for people, until Ctrl-C or SIGTERM')
    .action(async () => {
      const { config, log } = await serverSettings();
      await (await import('./serve.ts')).workCommand(config, log);
    });
  program
    .command('migrate')
    .helpGroup(group)
    .description('bring the database up to date; `serve` does it too')
    .option('--distribute', 'then spread the tables over the machines of a Citus cluster')
    .action(async (options) => (await import('./migrate.ts')).migrateCommand(options));
  program
    .command('backup')
    .helpGroup(group)
    .description('write all that the database holds into one file, while the server goes on')
    .option('--to <file>', 'into this file; left out, one named by the time, in this folder')
    .action(async (options) => (await import('./backup.ts')).backupCommand(options));
  program
    .command('restore <file>')
    .helpGroup(group)
    .description('put a backup into an empty database, and check that all of it is there')
    .action(async (file) => (await import('./restore.ts')).restoreCommand(file));
}

function content(program: Command): void {
  program
    .command('check-content')
    .helpGroup('Content:')
    .description('list all that is wrong with the content, or say that it may be published')
    .option('--on <date>', 'check it for this day instead of today, such as 2021-05-01')
    .option('--folder <folder>', 'check this folder instead of MIMAMORI_CONTENT')
    .action(async (options) => (await import('./check-content.ts')).checkContent(options));
}

function accounts(program: Command): void {
  const account = program
    .command('account')
    .description('official accounts: make one, see them, stop their LINE channel')
    .helpCommand(false);
  const group = 'Accounts:';
  account
    .command('create <slug>')
    .helpGroup(group)
    .description('make a new account from the template, and list what is to be filled in')
    .option('--prefecture <code or romaji>', 'whose account it is; left out, the slug says it')
    .option('--name <text>', 'its name in Japanese, as residents see it')
    .option('--name-easy <text>', 'in easy Japanese, with a reading over every kanji')
    .option('--name-en <text>', 'in English')
    .option('--seal <character>', 'the one character in its round seal')
    .option('--opened-on <date>', 'its opening day, such as 2020-05-01')
    .option('--news-url <url>', 'the official page on the disease')
    .action(async (slug, options) => (await import('./account-create.ts')).createAccount(slug, options));
  account
    .command('list')
    .helpGroup(group)
    .description('list the accounts of the content')
    .action(async () => (await import('./accounts.ts')).listAccounts());
  account
    .command('show <slug>')
    .helpGroup(group)
    .description('show what the content says of an account')
    .action(async (slug) => (await import('./accounts.ts')).showAccount(slug));
  account
    .command('stop-line <slug>')
    .helpGroup(group)
    .description('stop its LINE channel at once: the web goes on, and whoever writes is told where')
    .action(async (slug) => (await import('./line-channel.ts')).stopLineCommand(slug));
  account
    .command('resume-line <slug>')
    .helpGroup(group)
    .description('let its LINE channel go on')
    .action(async (slug) => (await import('./line-channel.ts')).resumeLineCommand(slug));
}

const accountOption = () => new Option('--account <slug>', 'which account').makeOptionMandatory();

function guidance(program: Command): void {
  const group = 'Guidance:';
  program
    .command('advise')
    .helpGroup(group)
    .description('read answers as JSON lines, write the guidance and whom to call as JSON lines')
    .addOption(accountOption())
    .option('--at <time>', 'as of this time, such as 2020-05-08T09:00:00+09:00; left out, now')
    .addOption(
      new Option(
        '--replay <table.dmn>',
        'instead: decide all stored answers again by this table, and count what changes',
      ).conflicts('at'),
    )
    .option('--json', 'with --replay: the counts as JSON')
    .addHelpText('after', adviseHelp)
    .action(async ({ replay, ...options }) =>
      replay === undefined
        ? (await import('./advise.ts')).adviseCommand(options)
        : (await import('./replay.ts')).replayCommand({ ...options, table: replay }),
    );
  program
    .command('talk')
    .helpGroup(group)
    .description('chat with an account in the terminal, in a database of its own that is thrown away')
    .addOption(accountOption())
    .addOption(new Option('--lang <language>', 'begin in').choices(['ja', 'easy', 'en']).default('ja'))
    .option('--at <time>', 'let the clock begin here, such as 2020-05-08T09:00:00+09:00')
    .option('--record <file>', 'write the conversation as a test case')
    .action(async (options) => (await import('./talk.ts')).talkCommand(options));
}

const adviseHelp = `
Input, one object a line; ids and codes are those of the questionnaire ps-initial:
  {"id": "a1", "answers": {"fever": "yes", "fever_days": "2", "other_sx": ["cough"], "age": 70, "zip": "9800001"}}
Output:
  {"id":"a1","outcome":"CONSULT_DURATION","profile":"mhlw-2020-05-08","row":5,"contactPoint":{"kind":…,"name":…,"phone":…,"openNow":true}}
What is missing counts as not answered. Answers to questions that would not be shown, consent_* and followup are let be.
An unknown id or code is told with its line; then nothing at all is written.`;

function faq(program: Command): void {
  const group = 'Questions and answers:';
  const faqCommand = program
    .command('faq')
    .description('the search of the FAQ: ask it, measure it, teach it')
    .helpCommand(false);
  const judged = (command: Command) =>
    command
      .helpGroup(group)
      .requiredOption('--corpus <file>', 'entries as JSON: {"id": "Question: …\\nAnswer: …"}')
      .requiredOption('--queries <file>', 'judged queries as JSON: [{"id", "query", "qrels": {"id": 2 or 1}}]');
  faqCommand
    .command('ask')
    .helpGroup(group)
    .description('read texts as JSON lines, write what the bot would do with each')
    .addOption(accountOption())
    .addOption(new Option('--lang <language>', 'show questions in').choices(['ja', 'easy', 'en']).default('ja'))
    .option('--at <time>', 'as of this time, such as 2020-05-08T09:00:00+09:00; left out, now')
    .addHelpText('after', faqAskHelp)
    .action(async (options) => (await import('./faq/ask.ts')).faqAskCommand(options));
  judged(faqCommand.command('evaluate'))
    .description('measure the search on judged queries')
    .option('--json', 'one line of JSON')
    .option('--unanswerable', 'also hide the right entries of each query, and tell how many are answered all the same')
    .option('--segmenter', 'without the dictionary of morphemes, as on a small machine')
    .action(async (options) => (await import('./faq/evaluate.ts')).faqEvaluateCommand(options));
  judged(faqCommand.command('learn'))
    .description('learn the weights of the ranking anew, and tell how they do on queries left out')
    .option('--out <file>', 'write them here instead of over those that ship')
    .action(async (options) => (await import('./faq/learn.ts')).faqLearnCommand(options));
}

const faqAskHelp = `
Input, one object a line:
  {"id": "q1", "text": "Whom do I phone with a fever?"}
Output, entries best first:
  {"id":"q1","kind":"choices","entries":[{"id":"consultation-when-nov","question":"…","score":0.41}]}
kind is emergency (a fixed answer, nothing is searched), answer, choices or none.`;

function followUp(program: Command): void {
  program
    .command('follow-up')
    .description('asking people again')
    .helpCommand(false)
    .command('simulate')
    .helpGroup('Follow-up:')
    .description('draw what somebody would get and when, by the plans of the content; nothing is sent')
    .option('--plan <id>', 'begin with an answer that leads into this plan, such as watch')
    .option('--days <number>', 'for so many days', '30')
    .option('--start <time>', 'of the first answer', '2020-04-21T10:20:00+09:00')
    .addOption(
      new Option('--story <id>', 'what the person does')
        .choices(['recovers', 'never-answers', 'worsens', 'blocks', 'stops', 'rules-change', 'all'])
        .default('recovers'),
    )
    .addOption(new Option('--history <file>', 'play what this file tells instead of a story').conflicts('story'))
    .option('--pack <id>', 'which disease pack', 'covid-19')
    .option('--resident <key>', 'whose minute within the window: any text', 'resident')
    .option('--json', 'the timeline as JSON')
    .addHelpText('after', simulateHelp)
    .action(async (options) => (await import('./follow-up-simulate.ts')).followUpSimulateCommand(options));
}

const simulateHelp = `
A history is JSON, one thing after the other; the first is an answer or an enrolment, unless --plan gives one:
  [{"at": "2020-04-21T10:20:00+09:00", "does": "answers", "outcome": "WATCH", "anySymptom": true, "onsetOn": "2020-04-21"},
   {"at": "2020-04-23T20:00:00+09:00", "does": "changes-reach", "reach": "blocked"}]
It may also say: stops, resumes, is-enrolled, is-released, meets-new-rules (with an outcome).`;

function peopleAndRecords(program: Command): void {
  const group = 'Staff, numbers and records:';
  program
    .command('staff')
    .description('people who work in the console')
    .helpCommand(false)
    .command('add')
    .helpGroup(group)
    .description('add someone, and show the password that they sign in with first')
    .option('--login <login>', 'what they type to sign in')
    .option('--name <name>', 'as colleagues and the audit log know them')
    .option('--organisation <name>', 'where they belong')
    .addOption(
      new Option('--organisation-kind <kind>', 'what that is')
        .choices(['prefecture', 'city', 'contractor', 'university', 'ministry'])
        .default('prefecture'),
    )
    .option('--account <slug...>', 'in which accounts they act; the console opens at the first')
    .addOption(
      new Option('--role <role...>', 'what they may do there').choices([
        'viewer',
        'officer',
        'nurse',
        'analyst',
        'privacy',
        'administrator',
      ]),
    )
    .option('--areas <codes>', 'only for residents of these municipalities: codes with commas, such as 04101,04102')
    .action(async (options) => (await import('./staff-add.ts')).staffAddCommand(options));
  program
    .command('import')
    .description('take over what others keep in files')
    .helpCommand(false)
    .command('contact-points <file>')
    .helpGroup(group)
    .description('put the contact points of a CSV file in force: all of them, or none if there is a fault')
    .addOption(accountOption())
    .option('--dry-run', 'only tell what would change')
    .action(async (file, options) => (await import('./import-contact-points.ts')).importCommand(file, options));
  program
    .command('audit')
    .description('the record of who did what')
    .helpCommand(false)
    .command('verify')
    .helpGroup(group)
    .description('recompute the chain of hashes of an account, and tell the first entry that does not fit')
    .addOption(accountOption())
    .action(async (options) => (await import('./verify-audit.ts')).verifyAuditCommand(options));
  deadLetters(program, group);
}

function deadLetters(program: Command, group: string): void {
  const letters = program
    .command('dead-letters')
    .description('events and messages that could not be worked on')
    .helpCommand(false);
  letters
    .command('list')
    .helpGroup(group)
    .description('list those that wait: when, from where, and why')
    .option('--account <slug>', 'of this account alone')
    .option('--all', 'with those that are settled')
    .action(async (options) => (await import('./dead-letters.ts')).listCommand(options));
  letters
    .command('show <id>')
    .helpGroup(group)
    .description('show one')
    .addOption(accountOption())
    .option('--event', 'and what was sealed in it, with identifiers masked; that you looked is on record')
    .action(async (id, options) => (await import('./dead-letters.ts')).showCommand(id, options));
  letters
    .command('retry <id>')
    .helpGroup(group)
    .description('work on one again: an event comes in by the same door, a message goes into the outbox')
    .addOption(accountOption())
    .option('--even-if-it-arrived', 'also a message that may have arrived already')
    .action(async (id, options) => (await import('./dead-letters.ts')).retryCommand(id, options));
}

export const leavesOf = (command: Command): Command[] =>
  command.commands.flatMap((one) => (one.commands.length > 0 ? leavesOf(one) : [one]));

/** 'account create', without the program's own name. */
export const pathOf = (command: Command): string =>
  command.parent?.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();

const argumentsOf = (command: Command): string =>
  command.registeredArguments.map((argument) => `<${argument.name()}>`).join(' ');

/** Commander's complaint as a sentence of ours, with where to look. */
function oneSentence(text: string): string {
  const complaint = text
    .trim()
    .replace(/^error: /, '')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/\.$/, '');
  return `mimamori: ${complaint}; see \`mimamori --help\`, or --help after a command.\n`;
}
