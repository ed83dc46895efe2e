#!/usr/bin/env bash
# The native binary of the command line: eng/publish.sh [RID] [DIRECTORY]
#   RID        default: this machine's. Another one needs its toolchain.
#   DIRECTORY  with a slash in it; default artifacts/publish/ followed by the RID
# Needs gcc or clang, and zlib's headers. INSTRUCTION_SET=native builds for this processor; the default for x64 is x86-64-v3 (AVX2,
# processors since 2013), because without it the vector kernels are left out and the same log takes five times as long;
# INSTRUCTION_SET=base gives a binary for every processor of the RID.
set -euo pipefail
cd "$(dirname "$0")/.."

rid='' directory=''
for argument in "$@"; do
    case $argument in
        -*) sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
        */*) directory=$argument ;;
        *) rid=$argument ;;
    esac
done
[ -n "$rid" ] || rid=$(dotnet --info | sed -n 's/^ *RID: *//p' | head -n 1)
directory=${directory:-artifacts/publish/$rid}
set=${INSTRUCTION_SET:-}
[ -n "$set" ] || case $rid in *-x64) set=x86-64-v3 ;; *) set=base ;; esac
options=(-p:PublishAot=true -p:PackAsTool=false)
[ "$set" = base ] || options+=(-p:IlcInstructionSet="$set")
# The linker asks for clang unless told otherwise.
command -v clang >/dev/null || options+=(-p:CppCompilerAndLinker=gcc)

# Apart from the ordinary build, and with lock files of its own: the native compiler's packages have no place in the repository's.
dotnet publish src/ProbeClassifier.Cli -c Release -r "$rid" -o "$directory" -v q -nologo \
    --artifacts-path "$PWD/artifacts/aot" -p:NuGetLockFilePath=obj/aot.lock.json "${options[@]}"
rm -f "$directory"/*.xml "$directory"/*.pdb
mv -f "$directory/ProbeClassifier.Cli" "$directory/probeclassifier"
ls -l "$directory/probeclassifier"
