/** Contracts of the ports, fakes and oracles that the tests of every module share. */
@NullMarked
package io.vizsla.testkit;

import org.jspecify.annotations.NullMarked;
