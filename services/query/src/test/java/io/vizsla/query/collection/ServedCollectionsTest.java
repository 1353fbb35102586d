package io.vizsla.query.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ServedCollectionsTest {

    @ParameterizedTest
    @EnumSource(names = {"UNKNOWN_MODEL", "INVALID_MODEL", "SPACE_MISMATCH"})
    void aCollectionThatCannotBeOpenedIsNotTheCallersFault(ErrorCode reason) {
        assertCode(opening(reason), ErrorCode.NOT_READY);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNKNOWN_COLLECTION", "STORE_UNAVAILABLE", "INTERNAL"})
    void otherErrorsStayWhatTheyAre(ErrorCode reason) {
        assertCode(opening(reason), reason);
    }

    @Test
    void theReasonIsTold() {
        assertThatThrownBy(opening(ErrorCode.UNKNOWN_MODEL)).hasMessageContaining("the reason");
    }

    private static ThrowingCallable opening(ErrorCode reason) {
        ServedCollections served = new ServedCollections(name -> {
            throw VizslaException.of(reason, "the reason");
        });
        return () -> served.get("notes");
    }

    private static void assertCode(ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call).isInstanceOfSatisfying(VizslaException.class, thrown -> assertThat(thrown.code())
                .isEqualTo(code));
    }
}
