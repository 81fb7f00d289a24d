import type { Relation, Role } from "../../src/contract/route.ts";

/**
 * Who may call each route, written down by hand and apart from the routes, so that neither can change alone.
 * `any`: whatever is touched; the other relations add to it. What is not named is denied.
 */
type Cell = readonly Role[] | "everybody" | "signed-in";

const KEEPERS: readonly Role[] = ["administrator", "programme-officer"];
const LEADERS: readonly Role[] = ["chairman", "vice-chairman"];
const OVERSEERS: readonly Role[] = ["programme-officer", "auditor"];
const INSIDERS: readonly Role[] = ["administrator", "programme-officer", "unit-scorer", "unit-head", "council-chair", "council-member", "working-group", "opinion-giver", "chairman", "vice-chairman", "auditor"];
/** A unit's head is let in for the campaign of the own unit; in others the room refuses. */
const CHAIRS: readonly Role[] = ["programme-officer", "council-chair", "unit-head"];
const COUNCIL: readonly Role[] = [...CHAIRS, "council-member", "working-group", "auditor"];
const KNOWING: readonly Role[] = [...COUNCIL, "chairman", "vice-chairman", "unit-scorer"];

const COUNCIL_SIDE: readonly Role[] = ["programme-officer", "working-group", "council-chair", "council-member", "auditor"];

export const EXPECTED: Readonly<Record<string, Readonly<Partial<Record<Relation, Cell>>>>> = {
  "identity.signIn": { any: "everybody" },
  "identity.resetPassword": { any: "everybody" },
  "identity.readSession": { self: "signed-in" },
  "identity.signOut": { self: "signed-in" },
  "identity.signOutEverywhere": { self: "signed-in" },
  "identity.renewSession": { self: "signed-in" },
  "identity.enrolSecondFactor": { self: "signed-in" },
  "identity.confirmSecondFactor": { self: "signed-in" },
  "identity.listAccounts": { any: ["administrator", "auditor"] },
  "identity.readAccount": { any: ["administrator", "auditor"] },
  "identity.addAccount": { any: ["administrator"] },
  "identity.setRoles": { any: ["administrator"] },
  "identity.disableAccount": { any: ["administrator"] },
  "identity.enableAccount": { any: ["administrator"] },
  "identity.handOverAccount": { any: ["administrator"] },
  "identity.issueResetLink": { any: ["administrator"] },
  "identity.startOidc": { any: "everybody" },
  "identity.finishOidc": { any: "everybody" },
  "identity.linkOidc": { any: ["administrator"] },
  "identity.addServiceAccount": { any: ["administrator"] },
  "identity.listApiKeys": { any: ["administrator", "auditor"] },
  "identity.issueApiKey": { any: ["administrator"] },
  "identity.revokeApiKey": { any: ["administrator"] },

  "organisation.listUnits": { any: "signed-in" },
  "organisation.showUnit": { any: "signed-in" },
  "organisation.addUnit": { any: KEEPERS },
  "organisation.changeUnit": { any: KEEPERS },
  "organisation.mergeUnit": { any: KEEPERS },
  "organisation.importUnits": { any: KEEPERS },
  "organisation.listPeople": { any: "signed-in" },
  "organisation.addPerson": { any: KEEPERS },
  "organisation.addPost": { any: KEEPERS },
  "organisation.endPost": { any: KEEPERS },

  "regulation.list": { any: "signed-in" },
  "regulation.show": { any: "signed-in" },
  "regulation.document": { any: "signed-in" },
  "regulation.compare": { any: "signed-in" },
  "regulation.check": { any: ["administrator", "programme-officer", "auditor"] },
  "regulation.import": { any: KEEPERS },
  "regulation.freeze": { any: ["programme-officer"] },

  "notification.list": { self: "signed-in" },
  "notification.markRead": { self: "signed-in" },
  "notification.markAllRead": { self: "signed-in" },
  "notification.readSettings": { self: "signed-in" },
  "notification.changeSettings": { self: "signed-in" },
  "notification.readSettingsOf": { any: ["administrator"] },
  "notification.changeSettingsOf": { any: ["administrator"] },

  "campaign.list": { any: [...INSIDERS, "survey-officer"] },
  "campaign.read": { any: [...INSIDERS, "survey-officer"] },
  "campaign.units": { any: [...INSIDERS, "survey-officer"] },
  "campaign.create": { any: ["programme-officer", "unit-head"] },
  "campaign.act": { any: ["programme-officer", "council-chair", "unit-head"] },
  "campaign.assign": { any: CHAIRS },
  "campaign.endAssignment": { any: CHAIRS },
  "campaign.assignments": { any: COUNCIL },
  "campaign.appraisers": { any: COUNCIL },
  "campaign.coverage": { any: COUNCIL },
  "campaign.uncovered": { any: COUNCIL },
  "campaign.marks": { any: INSIDERS },
  "campaign.unitMarks": { any: INSIDERS },
  "campaign.setMark": { any: CHAIRS },
  "campaign.withdrawMark": { any: CHAIRS },
  "campaign.facts": { any: KNOWING },
  "campaign.unitFacts": { any: KNOWING },
  "campaign.setFact": { any: ["programme-officer", "working-group", "unit-head"] },

  // A unit's head and deputies lead in the campaign of the own unit; in others the room refuses them.
  "leadership.remits": { any: [...LEADERS, ...OVERSEERS, "unit-head"] },
  "leadership.readRemit": { any: [...LEADERS, ...OVERSEERS, "unit-head"] },
  "leadership.setRemit": { any: ["programme-officer", "unit-head"] },
  "leadership.readMark": { any: [...LEADERS, "unit-head"] },
  "leadership.giveMark": { any: [...LEADERS, "unit-head"] },
  "leadership.giveMarks": { any: [...LEADERS, "unit-head"] },
  "leadership.marking": { any: [...LEADERS, "unit-head"] },
  "leadership.progress": { any: [...OVERSEERS, "unit-head"] },
  "leadership.marks": { any: [...LEADERS, ...OVERSEERS, "unit-head"] },
  "leadership.markHistory": { any: [...LEADERS, ...OVERSEERS, "unit-head"] },

  "assessment.read": { any: [...COUNCIL_SIDE, "unit-head"], "own-unit": ["unit-scorer", "unit-head"] },
  "assessment.archive": { any: [...COUNCIL_SIDE, "unit-head"], "own-unit": ["unit-scorer", "unit-head"] },
  "assessment.history": { any: [...COUNCIL_SIDE, "unit-head"], "own-unit": ["unit-scorer", "unit-head"] },
  "assessment.progress": { any: [...COUNCIL_SIDE, "chairman", "vice-chairman", "unit-head"] },
  "assessment.saveScore": { "own-unit": ["unit-scorer", "unit-head"] },
  "assessment.saveExplanation": { "own-unit": ["unit-scorer", "unit-head"] },
  "assessment.act": { "own-unit": ["unit-scorer", "unit-head"] },
  "assessment.saveAppraisal": { assigned: ["council-member", "council-chair", "unit-head"] },
  "assessment.reasons": { assigned: ["council-member", "council-chair", "unit-head"] },
  "assessment.agree": { any: ["council-member", "council-chair", "unit-head"] },
  "assessment.grid": { any: [...COUNCIL_SIDE, "unit-head"] },
  "assessment.round": { any: [...COUNCIL_SIDE, "unit-head"] },
  "assessment.saveAppraisals": { any: ["council-member", "council-chair", "unit-head"] },
  "assessment.correct": { any: ["council-chair", "unit-head"] },
  "assessment.import": { any: ["programme-officer", "working-group", "unit-head"] },
  "assessment.askOpinion": { any: ["programme-officer", "working-group", "unit-head"] },
  "assessment.listOpinions": { any: [...COUNCIL_SIDE, "opinion-giver", "unit-head"] },
  "assessment.answerOpinion": { "own-unit": ["opinion-giver"] },

  "assessment.links": { any: [...COUNCIL_SIDE, "unit-head"], "own-unit": ["unit-scorer", "unit-head"] },
  "assessment.setLinks": { "own-unit": ["unit-scorer", "unit-head"] },

  "evidence.intake": { "own-unit": ["unit-scorer", "unit-head"] },
  "evidence.reserve": { "own-unit": ["unit-scorer", "unit-head"] },
  "evidence.offset": { "own-unit": ["unit-scorer", "unit-head"] },
  "evidence.receive": { "own-unit": ["unit-scorer", "unit-head"] },
  "evidence.drop": { "own-unit": ["unit-scorer", "unit-head"] },
  "evidence.pending": { "own-unit": ["unit-scorer", "unit-head"] },
  "evidence.describe": { "own-unit": ["unit-scorer", "unit-head"] },
  "evidence.list": { any: [...COUNCIL_SIDE, "unit-head"], "own-unit": ["unit-scorer", "unit-head"] },
  "evidence.read": { any: [...COUNCIL_SIDE, "unit-head"], "own-unit": ["unit-scorer", "unit-head"] },
  "evidence.download": { any: [...COUNCIL_SIDE, "unit-head"], "own-unit": ["unit-scorer", "unit-head"] },
  "evidence.view": { any: [...COUNCIL_SIDE, "unit-head"], "own-unit": ["unit-scorer", "unit-head"] },
  "evidence.bundle": { any: [...COUNCIL_SIDE, "unit-head"], "own-unit": ["unit-scorer", "unit-head"] },
  "evidence.checks": { any: [...COUNCIL_SIDE, "unit-head"], "own-unit": ["unit-scorer", "unit-head"] },
  "evidence.search": { any: [...COUNCIL_SIDE, "unit-head", "unit-scorer"] },
  "evidence.text": { any: [...COUNCIL_SIDE, "unit-head"], "own-unit": ["unit-scorer", "unit-head"] },

  "result.draft": { any: ["programme-officer", "council-chair", "council-member", "auditor", "unit-head"] },
  "result.explainDraft": { any: ["programme-officer", "council-chair", "council-member", "auditor", "unit-head"] },
  "result.amendmentPreview": { any: ["programme-officer", "council-chair", "auditor", "unit-head"] },
  "result.pending": { any: ["programme-officer", "council-chair", "council-member", "auditor", "unit-head", "chairman", "vice-chairman"] },
  "result.decide": { any: ["chairman", "vice-chairman", "unit-head"] },
  "result.propose": { any: ["programme-officer", "working-group"] },
  "result.approve": { any: ["chairman", "unit-head"] },
  "result.return": { any: ["chairman", "unit-head"] },
  "result.publish": { any: ["programme-officer", "chairman", "unit-head"] },
  "result.paper": { any: ["programme-officer", "council-chair", "council-member", "auditor", ...LEADERS, "unit-head"] },
  "result.notice": { any: ["programme-officer", "council-chair", "council-member", "auditor", ...LEADERS, "unit-head", "unit-scorer"] },
  "documents.settings": { any: INSIDERS },
  "documents.changeSettings": { any: KEEPERS },
  "result.versions": { any: "everybody" },
  "result.version": { any: "everybody" },
  "result.case": { any: "everybody" },
  "result.explain": { any: "everybody" },
  "result.compare": { any: "everybody" },

  "result.previousValues": { any: KNOWING },

  // Nobody but who organises surveys and the auditor sees what was answered.
  "survey.list": { any: ["survey-officer", "programme-officer", "auditor"] },
  "survey.read": { any: ["survey-officer", "programme-officer", "auditor"] },
  "survey.create": { any: ["survey-officer"] },
  "survey.changeDesign": { any: ["survey-officer"] },
  "survey.act": { any: ["survey-officer"] },
  "survey.issueCards": { any: ["survey-officer"] },
  "survey.count": { any: ["survey-officer"] },
  "survey.readConversion": { any: ["survey-officer", "auditor"] },
  "survey.convert": { any: ["programme-officer"] },
  "survey.readResults": { any: ["survey-officer", "auditor"] },
  "survey.listTemplates": { any: ["survey-officer"] },
  "survey.readQuestionnaire": { any: ["survey-officer"] },
  "survey.countRespondents": { any: ["survey-officer"] },

  "home.work": { any: "signed-in" },

  "live.listen": { self: "signed-in" },
  "live.bePresent": { any: ["unit-scorer", "unit-head", "council-chair", "council-member", "programme-officer", "working-group"] },

  "audit.reads": { any: ["auditor"] },
  "audit.ownReads": { "own-unit": ["unit-head"] },
  "audit.entries": { any: ["auditor"] },
  "audit.head": { any: "signed-in" },
};
