import { isLanguage } from '../../base/language.ts';
import { isProblem } from '../../base/problem.ts';
import { isLineStopped } from '../../features/accounts/index.ts';
import { chooseLanguage, lineUserOf } from '../../features/residents/index.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { field, page, sessionNeeded, type Visit } from './visit.ts';
import type { WebParts } from './web-parts.ts';

/** In which language? Kept in the browser and, where there is one, for the chat, whose menu in LINE then speaks it too. */
export function languagePages(app: HttpServer, parts: WebParts): void {
  page(app, parts, 'POST', '/language', async (visit) => {
    const to = backTo(visit);
    const language = field(visit, 'lang');
    if (!isLanguage(language) || !visit.kit.content.account.languages.includes(language)) return { to };
    const lineUser = await visit
      .someone(async (scope, { chat }) => {
        await chooseLanguage(scope, chat.chatId, language);
        const reached = chat.channel === 'line' && chat.blockedAt === null && !(await isLineStopped(scope));
        return reached ? lineUserOf(scope, chat.chatId) : undefined;
      })
      .catch((error) => {
        // Whoever has no session yet chooses for the browser alone.
        if (!isProblem(error) || error.code !== sessionNeeded.code) throw error;
        return undefined;
      });
    if (lineUser !== undefined) parts.line?.moveMenu(visit.kit, lineUser, language);
    return { to, language };
  });
}

/** The page where the language was chosen, if it is one of this account's. */
function backTo(visit: Visit): string {
  const back = field(visit, 'back') ?? '';
  const { base } = visit.kit.urls;
  const ours = back === base || [`${base}/`, `${base}?`].some((start) => back.startsWith(start));
  return ours && back.length <= 1000 && /^[\x21-\x5b\x5d-\x7e]*$/.test(back) ? back : visit.at('');
}
