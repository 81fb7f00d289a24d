import { ConfigProvider, theme as algorithms, type ThemeConfig } from "antd";
import enGB from "antd/locale/en_GB";
import viVN from "antd/locale/vi_VN";
import type { ReactNode } from "react";
import { useLanguage } from "./language.ts";
import { FONT, type Mode, RADIUS, TOKENS } from "./theme.ts";

/** The component library in our own colours, and in the reader's language. */

const themeOf = (mode: Mode, isCompact: boolean): ThemeConfig => {
  const c = TOKENS[mode];
  return {
    algorithm: [mode === "dark" ? algorithms.darkAlgorithm : algorithms.defaultAlgorithm, ...(isCompact ? [algorithms.compactAlgorithm] : [])],
    hashed: false,
    token: {
      colorPrimary: c.brand,
      colorInfo: c.brand,
      colorSuccess: c.good,
      colorWarning: c.warning,
      colorError: c.failed,
      colorLink: c.brandStrong,
      colorText: c.ink,
      colorTextSecondary: c.muted,
      colorTextDescription: c.muted,
      colorTextPlaceholder: c.muted,
      colorTextDisabled: c.muted,
      colorBgLayout: c.ground,
      colorBgContainer: c.surface,
      colorBgElevated: c.surface,
      colorBorder: c.muted,
      colorBorderSecondary: c.line,
      colorTextLightSolid: c.onBrand,
      fontFamily: FONT,
      fontSize: 15,
      borderRadius: RADIUS,
      motionDurationFast: "0.08s",
      motionDurationMid: "0.12s",
      motionDurationSlow: "0.15s",
      boxShadow: "none",
      boxShadowSecondary: `0 0 0 1px ${c.line}, 0 8px 24px rgb(0 0 0 / 12%)`,
      controlHeight: 38,
    },
    components: { Button: { primaryShadow: "none", defaultShadow: "none", dangerShadow: "none" } },
  };
};

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";
const stillMotion = matchMedia("(prefers-reduced-motion: reduce)");

export function Library({ mode, isCompact, children }: { readonly mode: Mode; readonly isCompact: boolean; readonly children: ReactNode }): ReactNode {
  const language = useLanguage();
  const theme = themeOf(mode, isCompact);
  return (
    <ConfigProvider locale={language === "vi" ? viVN : enGB} theme={{ ...theme, token: { ...theme.token, motion: !stillMotion.matches } }} csp={{ nonce }} button={{ autoInsertSpace: false }}>
      {children}
    </ConfigProvider>
  );
}
