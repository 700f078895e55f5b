@echo off
rem Find a Python for which the bundle has wheels; the rest is done by core\bundle\start.py.
setlocal
pushd "%~dp0"
for %%P in ("py -3" "py -3.14" "py -3.13" "py -3.12" "py -3.11" "python") do (
  %%~P core\bundle\start.py --fits >nul 2>nul
  if not errorlevel 1 (
    %%~P core\bundle\start.py %*
    goto end
  )
)
for %%P in ("py -3" "python") do (
  %%~P --version >nul 2>nul
  if not errorlevel 1 (
    %%~P core\bundle\start.py %*
    goto end
  )
)
echo エラー: Python がありません。読み方.txt にある版を入れてから、もう一度実行してください。
call :fail
:end
if errorlevel 1 pause
popd
exit /b
:fail
exit /b 2
