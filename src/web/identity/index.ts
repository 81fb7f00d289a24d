export { AccountPage } from "./account-page.tsx";
export { AccountsPage } from "./accounts-page.tsx";
export { HandoverPage } from "./handover-page.tsx";
export { KeysPage } from "./keys-page.tsx";
export { NewAccountPage } from "./new-account-page.tsx";
export { SettingsPage } from "./settings-page.tsx";
