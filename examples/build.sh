# What the scripts of the examples share; they read it in the root of the tree.

fresh() { # fresh EXAMPLE JAR: whether the jar is newer than every source of the example and of the libraries that it is made of
  [ -f "$2" ] || return 1
  for source in pom.xml "examples/$1/pom.xml" "examples/$1/src" src/api/pom.xml src/api/src/main src/client/pom.xml \
    src/client/src/main src/langchain4j/pom.xml src/langchain4j/src/main; do
    [ -e "$source" ] || continue
    [ -z "$(find "$source" -newer "$2" 2>/dev/null | head -n 1)" ] || return 1
  done
}

build() { # build EXAMPLE JAR: builds the jar, a file below the example's target, unless it is fresh; ends the script if that fails
  target="examples/$1/target"
  fresh "$1" "$target/$2" && return
  mkdir -p "$target" && touch "$target/started" || exit 5
  # The questions on the standard input are the example's to read.
  ./mvnw -B -q -Dquick -Dmaven.test.skip=true -pl "examples/$1" -am package >&2 </dev/null || exit 5
  # Maven leaves a jar alone that would not change. What was written during the build is newer than its beginning.
  touch -r "$target/started" "$target/$2" || exit 5
}
