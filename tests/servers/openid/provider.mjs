// A real OpenID provider (npm oidc-provider) on this machine, for the tests of sign-in only.
//
// Usage: node provider.mjs PORT REDIRECT_URI
// Whoever gives a name at its login page is the person of that name in PEOPLE; there is no password.
// Those in SPOILT get a token that was spoilt in one way after the provider made it.
import { createHash, generateKeyPairSync } from "node:crypto";
import * as jose from "jose";
import Provider from "oidc-provider";

const [port, redirectUri] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const { privateKey: strangersKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const kid = "test";
const hour = 3600;

const PEOPLE = {
  viewer: { roles: ["Throughline.Viewer"] },
  analyst: { roles: ["Throughline.Analyst"] },
  admin: { roles: ["Throughline.Admin"] },
  listed: { roles: [] },
  stranger: { roles: ["Some.Other.Role"] },
  unconfirmed: { roles: ["Throughline.Admin"], email_verified: false },
};

const now = () => Math.floor(Date.now() / 1000);
const SPOILT = {
  "wrong-audience": (claims) => ({ ...claims, aud: "another-program" }),
  "foreign-audience": (claims) => ({ ...claims, aud: ["another-program"], azp: claims.aud }),
  "wrong-issuer": (claims) => ({ ...claims, iss: "http://127.0.0.1:1" }),
  "expired-token": (claims) => ({ ...claims, iat: now() - 2 * hour, exp: now() - hour }),
  "signed-in-long-ago": (claims) => ({ ...claims, iat: now() - 9 * hour }),
  "wrong-nonce": (claims) => ({ ...claims, nonce: "from-another-sign-in" }),
  "bad-signature": (claims) => claims,
  "no-signature": (claims) => claims,
};

async function spoil(token) {
  const claims = jose.decodeJwt(token);
  const change = SPOILT[claims.sub];
  if (!change) return token;
  if (claims.sub === "no-signature") return new jose.UnsecuredJWT(claims).encode();
  const key = claims.sub === "bad-signature" ? strangersKey : privateKey;
  return new jose.SignJWT(change(claims)).setProtectedHeader({ alg: "RS256", kid }).sign(key);
}

const page = (title, body) =>
  `<!doctype html><html lang="en"><head><title>${title}</title><link rel="icon" href="data:,"></head>` +
  `<body><main><h1>${title}</h1>${body}</main></body></html>`;

async function logIn(context) {
  if (context.method !== "POST") {
    context.body = page(
      "Test provider",
      '<form method="post"><label>Name <input name="login" autofocus></label><button>Continue</button></form>',
    );
    return;
  }
  let sent = "";
  for await (const part of context.req) sent += part;
  const login = { accountId: new URLSearchParams(sent).get("login") };
  await provider.interactionFinished(context.req, context.res, { login });
  context.respond = false;
}

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "throughline",
      client_secret: "a secret for tests only",
      redirect_uris: [redirectUri],
      post_logout_redirect_uris: [redirectUri],
    },
  ],
  jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), kid, alg: "RS256", use: "sig" }] },
  cookies: { keys: [createHash("sha256").update(issuer).digest("hex")] },
  claims: { openid: ["sub", "roles"], email: ["email", "email_verified"], profile: ["name"] },
  conformIdTokenClaims: false, // as Entra does, all claims are in the identity token
  scopes: ["openid", "email", "profile"],
  features: {
    devInteractions: { enabled: false },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (context, form) => {
        context.body = page("Sign out", `${form}<button form="op.logoutForm" name="logout" value="yes">Leave</button>`);
      },
    },
  },
  interactions: { url: (_context, interaction) => `/login/${interaction.uid}` },
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      name: id,
      email: `${id}@council.example`,
      email_verified: true,
      roles: ["Throughline.Admin"],
      ...PEOPLE[id],
    }),
  }),
  // Nothing is asked twice: consent is given with the sign-in.
  loadExistingGrant: async (context) => {
    const grant = new context.oidc.provider.Grant({
      clientId: context.oidc.client.clientId,
      accountId: context.oidc.session.accountId,
    });
    grant.addOIDCScope("openid email profile");
    await grant.save();
    return grant;
  },
});

provider.use(async (context, next) => {
  if (context.path.startsWith("/login/")) return logIn(context);
  await next();
  if (context.path === "/token" && context.body?.id_token) {
    context.body = { ...context.body, id_token: await spoil(context.body.id_token) };
  }
});

provider.listen(Number(port), "127.0.0.1", () => console.log(`serving ${issuer}`));
