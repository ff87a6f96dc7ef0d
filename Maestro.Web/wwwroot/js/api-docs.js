// Shows the API's description with Scalar. Nothing is asked of, or sent to, anybody but this Maestro.
Scalar.createApiReference("#reference", {
  url: new URL("openapi/v1.json", document.baseURI).href,
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: "never",
  mcp: { disabled: true },
  agent: { disabled: true },
  customCss: ":root { --scalar-font: var(--font); --scalar-font-code: var(--mono); }",
});
