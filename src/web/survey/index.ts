export { SurveyDesignPage } from "./design-page.tsx";
export { NewSurveyPage } from "./new-page.tsx";
export { RecheckPage } from "./recheck-page.tsx";
export { SurveyResultPage } from "./result-page.tsx";
export { SurveyPage } from "./survey-page.tsx";
export { SurveysPage } from "./surveys-page.tsx";
