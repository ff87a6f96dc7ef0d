// A real OpenID Connect provider for tests (npm's oidc-provider), with its own sign-in page.
// oidc_provider.mjs MODULES ACCOUNTS REDIRECT plain|pushed: whether the question may be pushed past the browser; accounts are read from a JSON file at every sign-in; prints its address, ends when stdin does.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';

const [modules, accounts, redirect, way] = process.argv.slice(2);
const module = await import(pathToFileURL(`${modules}/oidc-provider/lib/index.js`));
const Provider = module.Provider ?? module.default;
const cookie = { httpOnly: true, sameSite: 'lax' };

const server = createServer();
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const issuer = `http://127.0.0.1:${server.address().port}`;
const provider = new Provider(issuer, {
  clients: [{
    client_id: 'maestro', client_secret: 'what only they know', token_endpoint_auth_method: 'client_secret_post',
    redirect_uris: [redirect], grant_types: ['authorization_code'], response_types: ['code'],
  }],
  claims: { openid: ['sub', 'groups'], profile: ['name'], email: ['email', 'email_verified'] },
  features: { pushedAuthorizationRequests: { enabled: way === 'pushed' } },
  cookies: { keys: ['only for tests'], long: cookie, short: cookie },
  async findAccount(context, login) {
    const account = JSON.parse(readFileSync(accounts, 'utf8'))[login];
    return account && { accountId: login, claims: () => ({ sub: login, ...account }) };
  },
  // Nobody is asked whether Maestro may know who they are.
  async loadExistingGrant(context) {
    const grant = new provider.Grant({ clientId: context.oidc.client.clientId, accountId: context.oidc.session.accountId });
    grant.addOIDCScope('openid profile email');
    await grant.save();
    return grant;
  },
});
server.on('request', provider.callback());
console.log(issuer);
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
