import { PLAN_EXPECTED } from "./expected-plan.ts";
import { REPORT_EXPECTED } from "./expected-report.ts";
import { EXPECTED_WORK } from "./expected-work.ts";
import { CATALOGUE } from "./expected-catalogue.ts";
import { EXPECTED_RATING } from "./expected-rating.ts";
import { EVERYBODY, type Person } from "./people.ts";

/**
 * What a campaign's stage makes of each route, for everybody, written down by hand and apart from the rooms. A route
 * that touches a campaign answers as one of its lines says; who stands in no line is denied, whatever the stage.
 */

/** The stages of a campaign; `proposed` is consolidation with a result that waits, `revised` published a second time. */
export const STATES = ["draft", "self-scoring", "appraisal-1", "explanation", "appraisal-2", "consolidation", "proposed", "decided", "published", "revised"] as const;
export type State = (typeof STATES)[number];

/** `allowed` 2xx, `denied` 403 (401 for nobody), `hidden` 404, `closed` 409; `faulty` 422: let in, and only then told what is wrong with the body. */
export type Outcome = "allowed" | "denied" | "hidden" | "closed" | "faulty";

/** What these people are answered in the states that are named, and in all others. */
type Line = { readonly people: readonly Person[]; readonly in: Readonly<Partial<Record<State, Outcome>>>; readonly otherwise: Outcome };
export type InStages = "touches no campaign" | readonly Line[];

export const expectedOf = (lines: readonly Line[], person: Person, state: State): Outcome => {
  const line = lines.find((one) => one.people.includes(person));
  return line === undefined ? "denied" : (line.in[state] ?? line.otherwise);
};

const as = (outcome: Outcome, states: readonly State[]): Line["in"] => Object.fromEntries(states.map((state) => [state, outcome]));
/** In these stages; in all others it is not the time. */
const during = (states: readonly State[], ...people: readonly Person[]): Line => ({ people, in: as("allowed", states), otherwise: "closed" });
/** Whatever the stage. */
const always = (...people: readonly Person[]): Line => ({ people, in: {}, otherwise: "allowed" });
const never = (outcome: Outcome, ...people: readonly Person[]): Line => ({ people, in: {}, otherwise: outcome });
/** From the moment when there is something to see; before that there is nothing. */
const seenIn = (states: readonly State[], ...people: readonly Person[]): Line => ({ people, in: as("allowed", states), otherwise: "hidden" });
/** Let in by the stage, and refused for the body, which is wrong on purpose. */
const faultyIn = (states: readonly State[], ...people: readonly Person[]): Line => ({ people, in: as("faulty", states), otherwise: "closed" });

const NO_CAMPAIGN = "touches no campaign";
const TIMED: readonly State[] = ["self-scoring", "appraisal-1", "explanation", "appraisal-2"];
const BEFORE_CONSOLIDATION: readonly State[] = ["draft", ...TIMED];
const FROM_CONSOLIDATION: readonly State[] = ["consolidation", "proposed", "decided", "published", "revised"];
const PUBLISHED: readonly State[] = ["published", "revised"];
const UNTIL_DECIDED: readonly State[] = [...BEFORE_CONSOLIDATION, "consolidation", "proposed"];
/** Before there is any version of a result. */
const UNPROPOSED: readonly State[] = [...BEFORE_CONSOLIDATION, "consolidation"];

const SIGNED_IN = EVERYBODY.filter((one) => one !== "nobody");
const MEMBERS = ["chair", "member", "bystander"] as const;
const COUNCIL = ["officer", "group", ...MEMBERS, "auditor"] as const;
const LEADERS = ["chairman", "vice", "otherVice"] as const;
const UNIT = ["scorer", "head"] as const;
const OTHER_UNIT = ["otherScorer", "otherHead"] as const;
const DRAFT_READERS = ["officer", ...MEMBERS, "auditor"] as const;

const FILE: InStages = [always(...COUNCIL, ...UNIT), never("hidden", ...OTHER_UNIT)];
const COUNCIL_ALWAYS: InStages = [always(...COUNCIL)];
const ACCUSTOMED: InStages = [always(...SIGNED_IN)];
/** A version of a result: for those who decide on it once it is proposed, for everybody once it is public. */
const VERSION: InStages = [seenIn(["proposed", "decided", ...PUBLISHED], "officer", ...MEMBERS, ...LEADERS, "auditor"), seenIn(PUBLISHED, ...EVERYBODY)];
/** A step with the first version, for whoever may take it while the version waits for it. */
const step = (states: readonly State[], ...people: readonly Person[]): Line => ({ people, in: { ...as("hidden", UNPROPOSED), ...as("allowed", states) }, otherwise: "closed" });

/** By operation; where one route does several things, by operation and what is done. */
export const IN_STAGES: Readonly<Record<string, InStages>> = {
  // The catalogue of work belongs to no campaign.
  ...Object.fromEntries(Object.keys(CATALOGUE).map((operation) => [operation, NO_CAMPAIGN])),
  ...Object.fromEntries(
    [
      ...["signIn", "resetPassword", "readSession", "signOut", "signOutEverywhere", "renewSession", "enrolSecondFactor", "confirmSecondFactor", "listAccounts", "readAccount", "addAccount", "setRoles", "disableAccount", "listSessions", "endSessions", "enableAccount", "handOverAccount", "issueResetLink", "startOidc", "finishOidc", "linkOidc", "addServiceAccount", "listApiKeys", "issueApiKey", "revokeApiKey"].map((one) => `identity.${one}`),
      ...["listUnits", "showUnit", "addUnit", "changeUnit", "mergeUnit", "importUnits", "listPeople", "addPerson", "addPost", "endPost"].map((one) => `organisation.${one}`),
      ...["list", "show", "document", "compare", "check", "readSheet", "import", "freeze"].map((one) => `regulation.${one}`),
      ...["list", "markRead", "markAllRead", "readSettings", "changeSettings", "readSettingsOf", "changeSettingsOf"].map((one) => `notification.${one}`),
      ...["intake", "reserve", "offset", "receive", "drop", "withdraw", "pending", "describe", "list", "read", "download", "view", "text", "bundle", "checks", "search"].map((one) => `evidence.${one}`),
      ...["settings", "templates", "template", "changeTemplate", "resetTemplate"].map((one) => `documents.${one}`),
      "identity.readDoor",
      "audit.workbook",
      "documents.changeSettings",
      "documents.mappings",
      "documents.markTable",
      "documents.readTable",
      "documents.saveMapping",
      "documents.table",
      "documents.templateVersions",
      "organisation.importPeople",
      "campaign.list",
      "campaign.create",
      "audit.entries",
      "audit.head",
      "audit.reads",
      "audit.ownReads",
      "home.work",
      // Surveys have states of their own, and tests of them.
      ...["list", "read", "create", "changeDesign", "act", "issueCards", "orderCards", "decideOrder", "readRechecks", "drawRecheck", "recordRecheck", "readTexts", "readEarlierResults", "readResultsWorkbook", "readQuestionnaireFile", "readPosters", "count", "readConversion", "convert", "readResults", "listTemplates", "readQuestionnaire", "countRespondents"].map((one) => `survey.${one}`),
      "live.listen",
      // The plan has states of its own, and tests of them.
      ...Object.keys(PLAN_EXPECTED),
      // Reports have states of their own, and tests of them; two of their routes stand at a unit's file.
      ...Object.keys(REPORT_EXPECTED).filter((one) => !one.endsWith("Measured")),
      // So have ratings; two of their routes count tasks for a campaign.
      ...Object.keys(EXPECTED_RATING).filter((one) => !one.endsWith("askFacts")),
    ].map((operation) => [operation, NO_CAMPAIGN] as const),
  ),

  "campaign.read": ACCUSTOMED,
  "campaign.units": ACCUSTOMED,
  "campaign.marks": ACCUSTOMED,
  "campaign.unitMarks": ACCUSTOMED,
  "campaign.assignments": COUNCIL_ALWAYS,
  "campaign.appraisers": COUNCIL_ALWAYS,
  "campaign.coverage": COUNCIL_ALWAYS,
  "campaign.uncovered": COUNCIL_ALWAYS,
  "campaign.facts": [always(...COUNCIL, ...LEADERS, ...UNIT, ...OTHER_UNIT)],
  "campaign.unitFacts": [always(...COUNCIL, ...LEADERS, ...UNIT), never("hidden", ...OTHER_UNIT)],
  "campaign.remind": [during(["self-scoring", "explanation"], "officer", "group")],
  "campaign.assign": [during(BEFORE_CONSOLIDATION, "officer", "chair")],
  "campaign.endAssignment": [during(BEFORE_CONSOLIDATION, "officer", "chair")],
  "campaign.setMark": [during(BEFORE_CONSOLIDATION, "officer", "chair")],
  // There is no such mark, which is found out after everything else.
  "campaign.withdrawMark": [{ people: ["officer", "chair"], in: as("hidden", BEFORE_CONSOLIDATION), otherwise: "closed" }],
  "campaign.setFact": [during(UNTIL_DECIDED, "officer", "group")],
  "campaign.act:set-calendar": [during(["draft"], "officer")],
  // The units' own stages end at the announced hour, which has not come; the chair ends the council's own.
  "campaign.act:advance": [during(["draft", "appraisal-1", "appraisal-2"], "officer"), { people: ["chair"], in: as("allowed", ["appraisal-1", "appraisal-2"]), otherwise: "denied" }],
  "campaign.act:extend": [during(TIMED, "officer")],
  "campaign.act:propose-reopening": [during(["appraisal-1", "explanation", "appraisal-2"], "officer", "head")],
  "campaign.act:approve-reopening": [during(["appraisal-1", "explanation", "appraisal-2"], "chair")],
  "campaign.act:propose-amendment": [faultyIn(UNTIL_DECIDED, "officer")],
  "campaign.act:approve-amendment": [during(UNTIL_DECIDED, "chair")],
  // What nobody can approve any more can still be taken off the table.
  "campaign.act:withdraw-amendment": [always("officer", "chair")],

  "report.readMeasured": FILE,
  // No reports name a value here.
  "report.answerMeasured": [never("hidden", ...UNIT, ...OTHER_UNIT)],
  // This regulation counts no tasks.
  "personnel.taskFacts": [never("closed", "officer", "group", "chair", "chairman", "auditor", "head", "otherHead")],
  "personnel.fillTaskFacts": [never("closed", "officer", "group")],

  "leadership.remits": [always(...LEADERS, "officer", "auditor")],
  "leadership.readRemit": [always(...LEADERS, "officer", "auditor")],
  "leadership.setRemit": [during([...BEFORE_CONSOLIDATION, "consolidation"], "officer")],
  "leadership.readMark": [always(...LEADERS)],
  "leadership.giveMark": [during([...TIMED, "consolidation"], "chairman", "vice"), { people: ["otherVice"], in: as("denied", [...TIMED, "consolidation"]), otherwise: "closed" }],
  "leadership.giveMarks": [during([...TIMED, "consolidation"], "chairman", "vice"), faultyIn([...TIMED, "consolidation"], "otherVice")],
  "leadership.marking": [always(...LEADERS)],
  "leadership.progress": [always("officer", "auditor")],
  "leadership.marks": [always(...LEADERS, "auditor"), during(FROM_CONSOLIDATION, "officer")],
  "leadership.markHistory": [always(...LEADERS, "auditor"), during(FROM_CONSOLIDATION, "officer")],

  "assessment.read": FILE,
  "assessment.archive": FILE,
  "assessment.scoreSheet": FILE,
  // What is brought in here is no workbook at all.
  "assessment.saveScoreSheet": [never("faulty", ...UNIT), never("hidden", ...OTHER_UNIT)],
  "assessment.scoreSheets": [always("officer")],
  "assessment.saveScoreSheets": [never("faulty", "officer")],
  "assessment.report": FILE,
  // Nothing was handed in before self-scoring has ended.
  "assessment.certificate": [{ people: [...COUNCIL, ...UNIT], in: as("hidden", ["draft", "self-scoring"]), otherwise: "allowed" }, never("hidden", ...OTHER_UNIT)],
  "assessment.roundPaper": [{ people: ["officer", "group", "chair", "auditor"], in: as("closed", ["draft", "self-scoring"]), otherwise: "allowed" }],
  "assessment.history": FILE,
  "assessment.progress": [always(...COUNCIL, ...LEADERS)],
  "assessment.saveScore": [during(["self-scoring"], ...UNIT), never("hidden", ...OTHER_UNIT)],
  "assessment.saveExplanation": [during(["explanation"], ...UNIT), never("hidden", ...OTHER_UNIT)],
  "assessment.act:hand-up": [during(["self-scoring", "explanation"], ...UNIT), never("hidden", ...OTHER_UNIT)],
  // Nothing is scored yet when it is asked for in self-scoring. The head answers for the file.
  "assessment.act:submit": [{ people: ["head"], in: { "self-scoring": "faulty", explanation: "allowed" }, otherwise: "closed" }, never("hidden", ...OTHER_UNIT)],
  "assessment.saveAppraisal:1": [during(["appraisal-1"], "chair", "member"), never("hidden", "otherHead")],
  "assessment.saveAppraisal:2": [during(["appraisal-2"], "chair", "member"), never("hidden", "otherHead")],
  "assessment.agree": [during(["appraisal-1", "appraisal-2"], "chair", "member"), faultyIn(["appraisal-1", "appraisal-2"], "bystander")],
  "assessment.grid": COUNCIL_ALWAYS,
  "assessment.round": COUNCIL_ALWAYS,
  // Item by item; where none could be saved, the whole is refused.
  "assessment.saveAppraisals:1": [during(["appraisal-1"], "chair", "member"), never("closed", "bystander")],
  "assessment.saveAppraisals:2": [during(["appraisal-2"], "chair", "member"), never("closed", "bystander")],
  "live.bePresent": [always("officer", "group", ...MEMBERS, ...UNIT), never("hidden", ...OTHER_UNIT)],
  "assessment.reasons": [always("chair", "member"), never("hidden", "otherHead")],
  "assessment.correct": [during(FROM_CONSOLIDATION, "chair")],
  "assessment.import": [during([...BEFORE_CONSOLIDATION, "consolidation"], "officer", "group")],
  "assessment.askOpinion": [during(BEFORE_CONSOLIDATION, "officer", "group")],
  "assessment.listOpinions": [always(...COUNCIL, "giver", "head", "otherHead")],
  "assessment.answerOpinion": [during(TIMED, "giver")],

  "assessment.links": FILE,
  "assessment.setLinks": [during(["self-scoring", "explanation"], ...UNIT), never("hidden", ...OTHER_UNIT)],

  "result.draft": [always(...DRAFT_READERS)],
  "result.explainDraft": [always(...DRAFT_READERS)],
  "result.amendmentPreview": [never("faulty", "officer", "chair", "auditor")],
  "result.previousValues": [always(...COUNCIL, ...LEADERS, ...UNIT, ...OTHER_UNIT)],
  "result.pending": [always(...DRAFT_READERS), during(FROM_CONSOLIDATION, ...LEADERS)],
  "result.decide": [faultyIn(FROM_CONSOLIDATION, ...LEADERS)],
  "result.propose": [during(["consolidation", ...PUBLISHED], "officer")],
  "result.approve": [step(["proposed"], "chairman")],
  "result.return": [step(["proposed"], "chairman")],
  "result.publish": [step(["decided"], "officer", "chairman")],
  "result.withdrawEmbargo": [step([], "officer", "chairman")],
  "result.versions": [always(...EVERYBODY)],
  "result.version": VERSION,
  "result.case": VERSION,
  "result.explain": VERSION,
  "result.paper": [seenIn(["proposed", "decided", ...PUBLISHED], "officer", ...MEMBERS, ...LEADERS, "auditor"), seenIn(PUBLISHED, "head", "otherHead")],
  "result.notice": [seenIn(["proposed", "decided", ...PUBLISHED], "officer", ...MEMBERS, ...LEADERS, "auditor"), seenIn(PUBLISHED, ...UNIT), never("hidden", ...OTHER_UNIT)],
  "result.workbook": [seenIn(["proposed", "decided", ...PUBLISHED], "officer", ...MEMBERS, ...LEADERS, "auditor"), seenIn(PUBLISHED, ...UNIT, ...OTHER_UNIT, "group")],
  "portal.feedbackList": NO_CAMPAIGN,
  "portal.feedback": NO_CAMPAIGN,
  "portal.feedbackFile": NO_CAMPAIGN,
  "portal.actOnFeedback": NO_CAMPAIGN,
  "portal.verifiedFeedback": [always(...COUNCIL)],
  "plan.verifiedFindings": [always(...COUNCIL)],
  "plan.verifiedFile": [never("hidden", ...COUNCIL)],
  "portal.openRemediation": [during(PUBLISHED, "officer")],
  "portal.remediationList": [always(...COUNCIL, ...LEADERS, ...UNIT, ...OTHER_UNIT)],
  // There is none yet.
  "portal.remediation": [never("hidden", ...COUNCIL, ...LEADERS, ...UNIT, ...OTHER_UNIT)],
  "portal.actOnRemediation": [never("hidden", "officer", ...UNIT, ...OTHER_UNIT)],
  "portal.addRemediationFile": [never("hidden", ...UNIT, ...OTHER_UNIT)],
  "portal.remediationFile": [never("hidden", ...COUNCIL, ...LEADERS, ...UNIT, ...OTHER_UNIT)],
  "portal.earlierRemediation": [always(...COUNCIL, ...LEADERS, ...UNIT), never("hidden", ...OTHER_UNIT)],
  "result.compare": [seenIn(PUBLISHED, ...EVERYBODY)],
  ...Object.fromEntries(Object.keys(EXPECTED_WORK).map((operation) => [operation, NO_CAMPAIGN] as const)),
};
