package dev.oceanus.notifier.sheets;

import dev.oceanus.common.config.Secret;
import java.net.URI;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Key files as Google gives them, with keys that are nobody's. */
public final class TestKey {
  private TestKey() {}

  /** One that asks this place for tokens. */
  public static Secret of(URI tokens) throws NoSuchAlgorithmException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    String key =
        Base64.getMimeEncoder()
            .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
    return new Secret(
        new JsonMapper()
            .writeValueAsString(
                Map.of(
                    "type",
                    "service_account",
                    "project_id",
                    "p",
                    "private_key_id",
                    "k",
                    "private_key",
                    "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n",
                    "client_email",
                    "oceanus@p.iam.gserviceaccount.com",
                    "client_id",
                    "1",
                    "token_uri",
                    tokens.toString())));
  }
}
