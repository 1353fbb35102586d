package io.vizsla.artefacts;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.ArtefactStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Artefacts as objects of a bucket, {@code PREFIXab/cd/abcd…}, named by the SHA-256 of their bytes, for any number of
 * processes. An artefact lies in a temporary file here while it is sent or checked; no more than that one is in memory or on
 * disk at a time for each call.
 */
public final class S3ArtefactStore implements ArtefactStore, AutoCloseable {

    private static final int NOT_FOUND = 404;

    private final S3Client client;
    private final S3Options options;
    private final Path temporary;

    private S3ArtefactStore(S3Client client, S3Options options, Path temporary) {
        this.client = client;
        this.options = options;
        this.temporary = temporary;
    }

    /**
     * Opens a bucket and sees that it is there and may be read.
     *
     * @param temporary folder for what is sent and fetched; made if need be, and tidied of what crashes left
     * @throws VizslaException {@code STORE_UNAVAILABLE} naming the bucket if it is not there, does not open to these keys, or
     *     the store does not answer
     */
    public static S3ArtefactStore open(S3Options options, Path temporary) {
        S3ArtefactStore store = new S3ArtefactStore(S3Clients.of(options), options, temporary);
        try {
            TemporaryFiles.tidy(temporary);
            store.client.headBucket(request -> request.bucket(options.bucket()));
            return store;
        } catch (SdkException failed) {
            store.close();
            throw store.unavailable("open", failed);
        } catch (IOException failed) {
            store.close();
            throw unavailable("use " + temporary, failed);
        }
    }

    @Override
    public Artefact put(InputStream bytes) {
        try {
            ArtefactFile written = ArtefactFile.write(bytes, temporary);
            try {
                // Also if it is there: that renews its time, which keeps it from being swept before the log refers to
                // it.
                client.putObject(
                        request -> request.bucket(options.bucket()).key(key(written.sha256())),
                        RequestBody.fromFile(written.temporary()));
                return new Artefact(written.sha256(), written.bytes());
            } finally {
                Files.deleteIfExists(written.temporary());
            }
        } catch (SdkException failed) {
            throw unavailable("store an artefact in", failed);
        } catch (IOException failed) {
            throw unavailable("store an artefact", failed);
        }
    }

    @Override
    public InputStream open(Artefact artefact) {
        ArtefactNames.check(artefact);
        try {
            Path file = Files.createTempFile(temporary, "get", ".tmp");
            try {
                fetch(artefact, file);
                ArtefactFile.verify(file, artefact);
                return Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
            } catch (IOException | RuntimeException failed) {
                Files.deleteIfExists(file);
                throw failed;
            }
        } catch (NoSuchKeyException missing) {
            throw ArtefactNames.unknown(artefact, missing);
        } catch (SdkException failed) {
            throw unavailable("read artefact " + artefact.sha256() + " of", failed);
        } catch (IOException failed) {
            throw unavailable("read artefact " + artefact.sha256(), failed);
        }
    }

    private void fetch(Artefact artefact, Path file) throws IOException {
        try (InputStream in =
                client.getObject(request -> request.bucket(options.bucket()).key(key(artefact.sha256())))) {
            Files.copy(in, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public List<String> storedBefore(Instant instant) {
        List<String> names = new ArrayList<>();
        try {
            for (S3Object object : client.listObjectsV2Paginator(
                            request -> request.bucket(options.bucket()).prefix(options.prefix()))
                    .contents()) {
                String name = object.key().substring(object.key().lastIndexOf('/') + 1);
                if (ArtefactNames.isName(name)
                        && object.key().equals(key(name))
                        && object.lastModified().isBefore(instant)) {
                    names.add(name);
                }
            }
            return names;
        } catch (SdkException failed) {
            throw unavailable("list", failed);
        }
    }

    /** Between the look at its time and the deletion another process may store it again; the grace of a sweep is for that. */
    @Override
    public boolean remove(String sha256, Instant storedBefore) {
        try {
            Instant stored = client.headObject(
                            request -> request.bucket(options.bucket()).key(key(sha256)))
                    .lastModified();
            if (!stored.isBefore(storedBefore)) {
                return false;
            }
            client.deleteObject(request -> request.bucket(options.bucket()).key(key(sha256)));
            return true;
        } catch (NoSuchKeyException gone) {
            return false;
        } catch (SdkException failed) {
            throw unavailable("remove artefact " + sha256 + " from", failed);
        }
    }

    private String key(String sha256) {
        return options.prefix() + sha256.substring(0, 2) + "/" + sha256.substring(2, 4) + "/" + sha256;
    }

    private VizslaException unavailable(String doing, SdkException cause) {
        boolean isAbsent = cause instanceof AwsServiceException answered && answered.statusCode() == NOT_FOUND;
        return VizslaException.of(
                ErrorCode.STORE_UNAVAILABLE,
                "Cannot " + doing + " the bucket " + options + ": "
                        + (isAbsent ? "there is none of that name" : String.valueOf(cause.getMessage())),
                cause);
    }

    private static VizslaException unavailable(String doing, IOException cause) {
        return VizslaException.of(ErrorCode.STORE_UNAVAILABLE, "Cannot " + doing + ": " + cause, cause);
    }

    @Override
    public void close() {
        client.close();
    }
}
