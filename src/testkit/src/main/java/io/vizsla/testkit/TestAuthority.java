package io.vizsla.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An authority that nobody trusts by itself, and certificates of its making for this machine; all in files of PEM. */
public final class TestAuthority {

    private static final int SECONDS = 60;
    private static final String PASSWORD = "changeit";
    private static final String SELF = "authority";
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final Path folder;
    private final Path store;

    /**
     * A certificate with its key.
     *
     * @param certificate itself
     * @param key PKCS #8, not encrypted
     * @param both the key, and then the certificate and its authority's
     */
    public record Identity(Path certificate, Path key, Path both) {}

    private TestAuthority(Path folder) {
        this.folder = folder;
        this.store = folder.resolve("keys.p12");
    }

    /** Makes an authority, whose files lie in a folder. */
    public static TestAuthority in(Path folder) {
        try {
            Files.createDirectories(folder);
            TestAuthority made = new TestAuthority(folder);
            made.keytool("-genkeypair", "-alias", SELF, "-dname", "CN=" + SELF, "-keyalg", "EC", "-ext", "bc:c");
            Files.writeString(made.certificate(), made.pem(SELF));
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns its own certificate, by which others trust those that it makes. */
    public Path certificate() {
        return folder.resolve("authority.pem");
    }

    /** Makes a certificate for {@code localhost} and {@code 127.0.0.1}. */
    public Identity issue(String name) {
        return issue(name, "san=dns:localhost,ip:127.0.0.1");
    }

    /** Makes a certificate for another host. */
    public Identity issueFor(String name, String host) {
        return issue(name, "san=dns:" + host);
    }

    private Identity issue(String name, String hosts) {
        keytool("-genkeypair", "-alias", name, "-dname", "CN=" + name, "-keyalg", "EC", "-signer", SELF, "-ext", hosts);
        Identity identity = new Identity(
                folder.resolve(name + ".pem"), folder.resolve(name + ".key"), folder.resolve(name + "-both.pem"));
        try {
            String key = block("PRIVATE KEY", key(name).getEncoded());
            Files.writeString(identity.certificate(), pem(name));
            Files.writeString(identity.key(), key);
            Files.writeString(identity.both(), key + pem(name) + pem(SELF));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return identity;
    }

    private String pem(String alias) {
        try {
            Certificate certificate = keys().getCertificate(alias);
            return block("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Key key(String alias) {
        try {
            return keys().getKey(alias, PASSWORD.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyStore keys() throws GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return keys;
    }

    private static String block(String type, byte[] bytes) {
        return "-----BEGIN " + type + "-----\n" + LINES.encodeToString(bytes) + "\n-----END " + type + "-----\n";
    }

    private void keytool(String... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(words));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD, "-validity", "2"));
        Path said = folder.resolve("keytool.log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException("keytool failed: " + Files.readString(said));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
