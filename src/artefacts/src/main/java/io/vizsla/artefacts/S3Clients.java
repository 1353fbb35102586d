package io.vizsla.artefacts;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Makes clients of object stores. */
final class S3Clients {

    /** With the SDK's usual retries: three tries, the later ones after a pause that grows. */
    private static final int TRIES = 3;

    private S3Clients() {}

    static S3Client of(S3Options options) {
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(options.region()))
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(options.timeout()))
                .overrideConfiguration(override -> override.apiCallAttemptTimeout(options.timeout())
                        .apiCallTimeout(options.timeout().multipliedBy(TRIES + 1)))
                // Stores other than Amazon's do not all know the newer checksums; artefacts bring their own.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        if (options.endpoint() != null) {
            // Names of buckets are no names of hosts there.
            builder.endpointOverride(options.endpoint()).forcePathStyle(true);
        }
        @Nullable String access = options.accessKey();
        @Nullable String secret = options.secretKey();
        if (access != null && secret != null) {
            builder.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(access, secret)));
        }
        return builder.build();
    }
}
