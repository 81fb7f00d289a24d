import { decideOrder, orderCards } from "../../contract/survey.ts";
import { actorOf, command, type Endpoint, type FieldProblem, Problem } from "../platform/index.ts";
import { enterAsOutsider } from "./enter.ts";
import { insertDecision, insertOrder, ordersOf, type Wanted } from "./field-queries.ts";
import { announceSurvey } from "./live.ts";
import { findSurvey, holdAlone, type SurveyNow } from "./queries.ts";
import { conflict } from "./routes.ts";
import { viewNow } from "./views.ts";

/** Cards are ordered by one person and agreed to by another: nobody can fill the box alone. */

const MOST_CARDS = 20_000;

function faultsIn(cards: readonly Wanted[], { design }: Pick<SurveyNow, "design">): FieldProblem[] {
  const known = new Set(design.strata.map((one) => one.key));
  const faults = cards.flatMap(({ stratum }, i): FieldProblem[] => (known.has(stratum) ? [] : [{ pointer: `/cards/${String(i)}/stratum`, message: { vi: "Không có tầng mẫu này.", en: "There is no such stratum." } }]));
  if (cards.reduce((sum, one) => sum + one.count, 0) > MOST_CARDS) faults.push({ pointer: "/cards", message: { vi: `Mỗi lần nhiều nhất ${String(MOST_CARDS)} phiếu.`, en: `At most ${String(MOST_CARDS)} cards at a time.` } });
  return faults;
}

export const orderRoutes: readonly Endpoint[] = [
  command(orderCards, async (call) => {
    const { tx, params, body: { cards } } = call;
    await enterAsOutsider(call);
    await holdAlone(tx, params.surveyId);
    const survey = await findSurvey(tx, params.surveyId);
    if (survey === undefined) throw new Problem("not-found");
    if (survey.standing.state !== "open") throw conflict("Chỉ phát hành phiếu khi khảo sát đang mở.", "Cards are issued while the survey is open.");
    const faults = faultsIn(cards, survey);
    if (faults.length > 0) throw new Problem("invalid-input", { fields: faults });
    const by = actorOf(call).personId;
    const number = await insertOrder(tx, survey.id, cards, by);
    await announceSurvey(tx, survey.id);
    return { reply: { body: (await viewNow(tx, survey.id, by)).body }, audit: [{ action: "survey.cards-ordered", subject: `survey:${survey.id}`, data: { number, by, cards } }] };
  }),

  command(decideOrder, async (call) => {
    const { tx, params: { surveyId, number }, body: { approved, reason } } = call;
    await enterAsOutsider(call);
    await holdAlone(tx, surveyId);
    const order = (await ordersOf(tx, surveyId)).find((one) => one.number === number);
    if (order === undefined) throw new Problem("not-found");
    const by = actorOf(call).personId;
    if (order.by === by) throw conflict("Người đề nghị không tự đồng ý; cần người tổ chức khảo sát thứ hai.", "Who ordered cards does not agree to them; a second organiser is needed.");
    if (!approved && reason === "") throw new Problem("invalid-input", { fields: [{ pointer: "/reason", message: { vi: "Ghi lý do từ chối.", en: "Say why it is refused." } }] });
    if (order.approved !== null || !(await insertDecision(tx, surveyId, { number, approved, reason, by }))) throw conflict("Đề nghị này đã được quyết định.", "This order was decided already.");
    await announceSurvey(tx, surveyId);
    return { reply: { body: (await viewNow(tx, surveyId, by)).body }, audit: [{ action: "survey.order-decided", subject: `survey:${surveyId}`, data: { number, approved, reason, by } }] };
  }),
];
