/** What the README has a newcomer do, done in a tree as the build leaves it. */
package io.vizsla.readme;
