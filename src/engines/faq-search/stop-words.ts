const list = (text: string): string[] => text.trim().split(/\s+/);

/** Words with which people ask, and which tell nothing of what they ask about. Base forms. */
const japanese = list(`
  する ある いる なる できる 出来る やる くる 来る いく 行う おこなう 言う いう 思う おもう 考える 教える おしえる 知る しる 聞く きく 尋ねる
  下さる くださる いただく 頂く 頂ける いただける もらう ください 欲しい ほしい よい いい 良い よろしい 宜しい ない 無い
  願う お願い おねがい 質問 方法 仕方 しかた やり方 場合 とき 時 こと 事 もの 物 ため ところ よう 何 なに なん どう どんな どの どこ いつ だれ 誰
  なぜ どうして いくら いくつ 困る わかる 分かる 判る みる 見る 出る でる 詳しい くわしい 詳細 教示 等 的 化 者 方 中 後 前 他 ほか
  私 わたし 自分 今 現在 回 度 つく つける 付く しれる すぎる 
`);

const english = list(`
  a an the is are am be been was were do does did i me my we our you your he she it its they them their this that these those there
  to of in on at by for with from about as and or but if so not no can could may might shall should will would must have has had
  what which who whom how when where why please tell know want need get got any some im i'm i'd i've it's don't doesnt doesn't
`);

export const stopWords: ReadonlySet<string> = new Set([...japanese, ...english]);
