package io.vizsla.testkit;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.ArtefactStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An artefact store in memory, whose content a test can damage. */
public final class InMemoryArtefactStore implements ArtefactStore {

    private final Map<String, byte[]> artefacts = new ConcurrentHashMap<>();
    private final Map<String, Instant> stored = new ConcurrentHashMap<>();

    @Override
    public Artefact put(InputStream bytes) {
        try {
            byte[] all = bytes.readAllBytes();
            Artefact artefact = new Artefact(sha256(all), all.length);
            artefacts.put(artefact.sha256(), all);
            stored.put(artefact.sha256(), Instant.now());
            return artefact;
        } catch (IOException e) {
            throw VizslaException.of(ErrorCode.STORE_UNAVAILABLE, "the artefact could not be read", e);
        }
    }

    @Override
    public InputStream open(Artefact artefact) {
        if (!artefact.sha256().matches("[0-9a-f]{64}")) {
            throw VizslaException.invalid("claim.sha256", artefact.sha256(), "64 lower-case hexadecimal digits");
        }
        byte[] bytes = artefacts.get(artefact.sha256());
        if (bytes == null) {
            throw VizslaException.of(ErrorCode.UNKNOWN_RESOURCE, "there is no artefact " + artefact.sha256());
        }
        if (!sha256(bytes).equals(artefact.sha256()) || bytes.length != artefact.bytes()) {
            throw VizslaException.of(
                    ErrorCode.UNREADABLE_DOCUMENT, "artefact " + artefact.sha256() + " does not match its checksum");
        }
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public List<String> storedBefore(Instant instant) {
        return stored.entrySet().stream()
                .filter(one -> one.getValue().isBefore(instant))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public boolean remove(String sha256, Instant storedBefore) {
        boolean isOld = storedBefore(storedBefore).contains(sha256);
        if (isOld) {
            stored.remove(sha256);
            artefacts.remove(sha256);
        }
        return isOld;
    }

    /** Replaces the bytes of an artefact and keeps its name, as a damaged disk does. */
    public void damage(Artefact artefact, byte[] bytes) {
        artefacts.put(artefact.sha256(), bytes.clone());
    }

    /** Returns how many artefacts are kept. */
    public int size() {
        return artefacts.size();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
