package io.vizsla.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The dependency direction of the modules and the rules that no single module can check. Reads the compiled main classes of all. */
class ArchitectureTest {

    private static final Path ROOT = Path.of(System.getProperty("vizsla.root", "../.."));
    private static final JavaClasses MAIN = new ClassFileImporter().importPaths(mainClasses());

    private static final String[] USE_CASES = {
        "io.vizsla.ingestion..",
        "io.vizsla.retrieval..",
        "io.vizsla.evaluation..",
        "io.vizsla.training..",
        "io.vizsla.refresh..",
        "io.vizsla.models.."
    };
    private static final String[] ADAPTERS = {"io.vizsla.encoding..", "io.vizsla.index.."};
    private static final String[] SERVICES = {
        "io.vizsla.indexer..", "io.vizsla.query..", "io.vizsla.trainer..", "io.vizsla.standalone..", "io.vizsla.cli.."
    };

    @Test
    void everyModuleIsSeen() {
        Set<String> features = MAIN.stream().map(ArchitectureTest::feature).collect(Collectors.toSet());

        assertThat(features)
                .contains(
                        "api",
                        "models",
                        "encoding",
                        "index",
                        "ingestion",
                        "retrieval",
                        "evaluation",
                        "training",
                        "refresh",
                        "indexer",
                        "query",
                        "trainer",
                        "standalone",
                        "cli",
                        "client",
                        "langchain4j",
                        "embedded");
    }

    @Test
    void theApiNeedsNothingButTheJdk() {
        check(classes()
                .that()
                .resideInAPackage("io.vizsla.api..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.vizsla.api..", "java..", "org.jspecify.annotations.."));
    }

    @Test
    void whatUsersEmbedNeedsLittle() {
        check(classes()
                .that()
                .resideInAPackage("io.vizsla.client..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.vizsla.client..", "com.fasterxml.jackson..", "java..", "org.jspecify.annotations.."));
        check(classes()
                .that()
                .resideInAPackage("io.vizsla.langchain4j..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.vizsla.langchain4j..",
                        "io.vizsla.client..",
                        "io.vizsla.api..",
                        "dev.langchain4j..",
                        "com.fasterxml.jackson..",
                        "java..",
                        "org.jspecify.annotations.."));
    }

    @Test
    void whatRunsInAUsersProcessBringsNeitherIndexNorRuntime() {
        check(noClasses()
                .that()
                .resideInAPackage("io.vizsla.embedded..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ADAPTERS));
    }

    @Test
    void useCasesAndAdaptersDoNotKnowEachOther() {
        check(noClasses()
                .that()
                .resideInAnyPackage(USE_CASES)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ADAPTERS));
        check(noClasses()
                .that()
                .resideInAnyPackage(ADAPTERS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(USE_CASES));
    }

    @Test
    void useCasesAndAdaptersKnowTheApiButNotTheirSiblings() {
        for (String feature :
                List.of("ingestion", "retrieval", "evaluation", "training", "refresh", "models", "encoding", "index")) {
            check(noClasses()
                    .that()
                    .resideInAPackage("io.vizsla." + feature + "..")
                    .should()
                    .dependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.describe(
                            "belong to another module than api or " + feature,
                            other -> other.getPackageName().startsWith("io.vizsla.")
                                    && !Set.of("api", feature).contains(feature(other)))));
        }
    }

    @Test
    void indexesShareWhatIsCommonAndKnowNoOtherStore() {
        check(noClasses()
                .that()
                .resideInAPackage("io.vizsla.index.common..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vizsla.index.lucene..", "io.vizsla.index.milvus..", "io.milvus.."));
        check(noClasses()
                .that()
                .resideInAPackage("io.vizsla.index.milvus..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.vizsla.index.lucene.."));
        // What we measure our index against is the SDK itself.
        check(noClasses()
                .that()
                .resideOutsideOfPackages("io.vizsla.index.milvus..", "io.vizsla.benchmarks.peer..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.milvus.."));
    }

    @Test
    void librariesDoNotKnowTheServicesNorQuarkus() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(concat(SERVICES, "io.vizsla.benchmarks.."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(concat(SERVICES, "io.quarkus..", "jakarta.enterprise..", "jakarta.inject..")));
    }

    @Test
    void theCommandLineKnowsTheServicesByTheirProtocolOnly() {
        check(noClasses()
                .that()
                .resideInAPackage("io.vizsla.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.vizsla.indexer..", "io.vizsla.query..", "io.vizsla.trainer..", "io.vizsla.standalone.."));
    }

    @Test
    void indexerAndQueryServiceDoNotKnowStandalone() {
        check(noClasses()
                .that()
                .resideInAnyPackage("io.vizsla.indexer..", "io.vizsla.query..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(concat(ADAPTERS, "io.vizsla.standalone..")));
    }

    @Test
    void oneExceptionLeavesThePorts() {
        check(noClasses()
                .that()
                .areAssignableTo(Throwable.class)
                .and()
                .arePublic()
                .and()
                // A client meets instances that are newer than its set of codes, and none at all.
                .resideOutsideOfPackage("io.vizsla.client..")
                .should()
                .notBe(VizslaException.class));
    }

    @Test
    void onlyTheCommandLineWritesToTheTerminal() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.vizsla.cli..",
                        "io.vizsla.benchmarks..",
                        "io.vizsla.standalone..",
                        "io.vizsla.testkit..",
                        "io.vizsla.trainer..")
                .and()
                // A process of its own, whose streams are its protocol.
                .doNotHaveSimpleName("ParserWorker")
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS));
    }

    @Test
    void everyPackageStatesItsNullContract() {
        List<String> unmarked = MAIN.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(held -> !held.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .sorted()
                .toList();

        assertThat(unmarked).isEmpty();
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(false).check(MAIN);
    }

    private static String feature(JavaClass type) {
        String[] parts = type.getPackageName().split("\\.", -1);
        return parts.length > 2 ? parts[2] : "";
    }

    private static String[] concat(String[] some, String... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
    }

    private static List<Path> mainClasses() {
        try (Stream<Path> modules =
                Stream.concat(Files.list(ROOT.resolve("src")), Files.list(ROOT.resolve("services")))) {
            return modules.map(module -> module.resolve("target/classes"))
                    .filter(Files::isDirectory)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
