import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { freezeVersion, listRegulations } from "../../contract/regulation.ts";
import { usePersonName } from "../shell/names.ts";
import { useAct, useAll } from "../shell/query.ts";
import { useSession } from "../shell/session.ts";
import { FinalAct } from "../ui/final-act.tsx";
import { Page } from "../ui/page.tsx";
import { Failure, Loaded, Notice } from "../ui/states.tsx";
import { Refused } from "../ui/refusal.ts";
import { VersionState } from "./version-state.tsx";
import { useImportWords } from "./import/words.ts";

const api = getRouteApi("/signed-in/regulations/$versionId/freezing");

/** The last look at a version before it may be used and can no longer be changed. */
export function FreezingPage(): ReactNode {
  const t = useImportWords();
  const { versionId } = api.useParams();
  const navigate = useNavigate();
  const versions = useAll(listRegulations, {});
  const nameOf = usePersonName();
  const { user } = useSession();
  const freeze = useAct(freezeVersion, { touches: ["regulation"] });
  const back = (
    <Link className="button-plain" to="/regulations/$versionId" params={{ versionId }}>
      {t("readFirst")}
    </Link>
  );
  const act = async (): Promise<void> => {
    await freeze.mutateAsync({ params: { versionId } });
    await navigate({ to: "/regulations/$versionId", params: { versionId } });
  };
  return (
    <Page title={t("freezeTitle")} width="text">
      <Loaded query={versions}>
        {(all) => {
          const version = all.find((one) => one.id === versionId);
          if (version === undefined) return <Failure error={new Refused(404, { title: "" })} />;
          if (version.frozenAt !== null) return <Notice title={t("isFrozen")} action={back}><VersionState version={version} nameOf={nameOf} /></Notice>;
          if (version.importedBy === user.personId) return <Notice title={t("ownImport")} action={back}>{t("ownImportHelp")}</Notice>;
          return (
            <FinalAct
              consequences={[t("freezeFirst", { title: version.title }), t("freezeSecond"), t("freezeThird", { name: user.name })]}
              lasting={t("freezeLasting")}
              action={t("freezeAction")}
              isBusy={freeze.isPending}
              error={freeze.error}
              aside={back}
              onAct={() => {
                // What is refused stands in the form.
                act().catch(() => undefined);
              }}
            >
              <p>
                <strong>{version.title}</strong>
              </p>
              <p>
                <VersionState version={version} nameOf={nameOf} />
              </p>
            </FinalAct>
          );
        }}
      </Loaded>
    </Page>
  );
}
